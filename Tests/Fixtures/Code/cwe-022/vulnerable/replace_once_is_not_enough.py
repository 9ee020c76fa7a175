from flask import Flask, request

app = Flask(__name__)


@app.route("/doc")
def doc():
    name = request.args.get("name", "index").lstrip("/")
    path = "docs/%s.txt" % name
    try:
        return {"text": open(path).read()}
    except FileNotFoundError:
        return {"error": "not found"}, 404
