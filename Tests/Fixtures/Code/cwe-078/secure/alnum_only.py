from flask import Flask, request, abort
import subprocess

app = Flask(__name__)


@app.route("/user")
def user():
    name = request.args.get("name", "")
    if not name.isalnum():
        abort(400)
    return {"id": subprocess.getoutput("id -u " + name)}
