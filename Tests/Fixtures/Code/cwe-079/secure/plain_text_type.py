from flask import Flask, Response, request

app = Flask(__name__)


@app.route("/raw")
def raw():
    text = request.args.get("text", "")
    return Response(text, mimetype="text/plain")
