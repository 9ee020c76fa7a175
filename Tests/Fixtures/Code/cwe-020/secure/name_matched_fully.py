import re
from flask import Flask, abort, request

app = Flask(__name__)


@app.route("/report")
def report():
    name = request.args.get("name", "")
    if not re.match(r"^[a-z0-9_]+\Z", name):
        abort(400)
    return {"report": build(name)}
