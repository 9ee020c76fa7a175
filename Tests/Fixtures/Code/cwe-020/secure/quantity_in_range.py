from flask import Flask, abort, request, session

app = Flask(__name__)
PRICES = {"tea": 3.5, "coffee": 4.0}


@app.route("/buy", methods=["POST"])
def buy():
    try:
        quantity = int(request.form["quantity"])
    except ValueError:
        abort(400)
    if request.form["item"] not in PRICES or not 1 <= quantity <= 20:
        abort(400)
    price = PRICES[request.form["item"]]
    session["balance"] -= price * quantity
    return {"balance": session["balance"]}
