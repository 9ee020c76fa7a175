from flask import Flask

app = Flask(__name__)


@app.route("/hello/<username>")
def hello(username):
    with open("hello.html") as handle:
        page = handle.read()
    return page.replace("{{ username }}", username)
