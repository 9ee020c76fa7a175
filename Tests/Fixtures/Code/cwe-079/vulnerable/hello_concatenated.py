from flask import Flask

app = Flask(__name__)


# function which says hello to the user
@app.route("/hello/<username>")
def hello(username):
    return "<p>Hello, " + username + "!</p>"
