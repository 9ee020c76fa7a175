from flask import Flask, jsonify, request

from .models import Account, db

app = Flask(__name__)


@app.route("/transfer", methods=["POST"])
def transfer():
    data = request.get_json()
    sender = Account.query.get(data["sender"])
    receiver = Account.query.get(data["receiver"])
    amount = float(data["amount"])
    sender.balance -= amount
    receiver.balance += amount
    db.session.commit()
    return jsonify(ok=True)
