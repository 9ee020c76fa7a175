from flask import Flask, request
app = Flask(__name__)

@app.route("/buy")
def buy():
    price = 3
    total = price * int(request.args.get("n", ""))
    return str(total)
