from flask import Flask, make_response, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "World")
    response = make_response("<h1>Hello %s</h1>" % name)
    response.headers["X-Greeting"] = "yes"
    return response
