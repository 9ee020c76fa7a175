import os
from flask import Flask, abort, request, send_file

app = Flask(__name__)
BASE = "/var/www/static/"


@app.route("/static-file")
def static_file():
    path = os.path.join(BASE, request.args["path"])
    if not path.startswith(BASE):
        abort(403)
    return send_file(path)
