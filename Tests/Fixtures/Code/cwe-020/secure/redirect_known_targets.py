from flask import Flask, redirect, request, url_for

app = Flask(__name__)
TARGETS = {"home": "/home", "shop": "https://shop.example.com/"}


@app.route("/go")
def go():
    return redirect(TARGETS.get(request.args.get("to"), "/"))


@app.route("/old/<name>")
def old(name):
    return redirect(url_for("page", name=name))


@app.route("/user/<name>")
def user(name):
    return redirect("/profiles/" + name)
