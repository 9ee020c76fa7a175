from flask import Flask, session

app = Flask(__name__)
app.secret_key = "not so secret fruit salad"


@app.route("/")
def index():
    session["seen"] = session.get("seen", 0) + 1
    return str(session["seen"])
