from flask import Flask, request
from marshmallow import Schema, fields, validate

from .models import Order, db

app = Flask(__name__)


class OrderSchema(Schema):
    quantity = fields.Integer(required=True, validate=validate.Range(min=1, max=50))
    email = fields.Email(required=True)


@app.route("/orders", methods=["POST"])
def orders():
    data = OrderSchema().load(request.get_json())
    db.session.add(Order(**data))
    db.session.commit()
    return {"ok": True}, 201
