from flask import Flask, escape, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = escape(request.args.get("name", "World"))
    page = "<h1>Hello %s</h1>" % name
    return page
