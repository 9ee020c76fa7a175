from flask import Flask, request, session
from werkzeug.security import check_password_hash

from .models import User

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    password = request.form["password"]
    user = User.query.filter_by(name=request.form["username"]).first()
    if user is None or password == "" or not check_password_hash(user.password, password):
        return "no", 401
    session["user"] = user.id
    return "welcome"
