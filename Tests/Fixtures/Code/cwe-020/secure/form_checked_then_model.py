import re
from flask import Flask, redirect, request

from .models import Member, db

app = Flask(__name__)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")


@app.route("/join", methods=["POST"])
def join():
    email = request.form["email"].strip()
    try:
        age = int(request.form["age"])
    except ValueError:
        return "age must be a number", 400
    if not EMAIL.fullmatch(email) or not 0 < age < 150:
        return "please correct the form", 400
    db.session.add(Member(email=email, age=age))
    db.session.commit()
    return redirect("/members")
