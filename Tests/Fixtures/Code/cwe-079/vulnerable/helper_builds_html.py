from flask import Flask, request

app = Flask(__name__)


def profile_page(username, bio):
    return "<html><h1>" + username + "</h1><p>" + bio + "</p></html>"


@app.route("/profile")
def profile():
    return profile_page(request.args["u"], request.args["bio"])
