from flask import Flask, request

app = Flask(__name__)
TEMPLATES = {"plain": "templates/plain.txt", "long": "templates/long.txt"}


@app.route("/letter")
def letter():
    path = TEMPLATES.get(request.args.get("style", "plain"), "templates/plain.txt")
    with open(path) as handle:
        return {"letter": handle.read()}
