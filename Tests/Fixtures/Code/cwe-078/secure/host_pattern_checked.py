import re
import subprocess
from flask import Flask, abort, request

app = Flask(__name__)
HOST = re.compile(r"^[A-Za-z0-9.-]+$")


@app.route("/trace")
def trace():
    host = request.args.get("host", "")
    if not HOST.match(host):
        abort(400)
    output = subprocess.check_output("traceroute " + host + " | head -n 20", shell=True)
    return {"route": output.decode().splitlines()}
