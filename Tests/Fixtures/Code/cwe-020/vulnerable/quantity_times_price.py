from flask import Flask, request, session

app = Flask(__name__)
PRICES = {"tea": 3.5, "coffee": 4.0}


@app.route("/buy", methods=["POST"])
def buy():
    price = PRICES[request.form["item"]]
    quantity = int(request.form["quantity"])
    session["balance"] -= price * quantity
    return {"balance": session["balance"]}
