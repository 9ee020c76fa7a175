import os
from flask import Flask, abort, request

app = Flask(__name__)

COMMANDS = {"disk": "df -h", "memory": "free -m", "load": "uptime"}


@app.route("/status")
def status():
    command = COMMANDS.get(request.args.get("what"))
    if command is None:
        abort(404)
    return {"output": os.popen(command).read()}
