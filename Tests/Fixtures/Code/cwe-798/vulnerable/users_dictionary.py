from flask import Flask, request

app = Flask(__name__)

users = {
    "alice": "opensesame",
    "bob": "swordfish",
}


@app.route("/login", methods=["POST"])
def login():
    username = request.form["username"]
    password = request.form["password"]
    if username in users and users[username] == password:
        return "welcome"
    return "no", 401
