import os
from flask import Flask, abort, request, send_file

app = Flask(__name__)
BASE = os.path.abspath("documents")


def safe_path(name):
    target = os.path.abspath(os.path.join(BASE, name))
    return target if target.startswith(BASE + os.sep) else None


@app.route("/document")
def document():
    path = safe_path(request.args.get("name", ""))
    if path is None:
        abort(404)
    return send_file(path)
