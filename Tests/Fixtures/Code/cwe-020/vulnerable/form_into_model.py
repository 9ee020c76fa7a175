from flask import Flask, redirect, request

from .models import Member, db

app = Flask(__name__)


@app.route("/join", methods=["POST"])
def join():
    member = Member(
        name=request.form["name"],
        email=request.form["email"],
        age=request.form["age"],
    )
    db.session.add(member)
    db.session.commit()
    return redirect("/members")
