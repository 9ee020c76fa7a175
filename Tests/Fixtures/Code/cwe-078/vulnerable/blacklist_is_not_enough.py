from flask import Flask, request
import subprocess

app = Flask(__name__)


@app.route("/trace")
def trace():
    host = request.args["host"].replace(";", "").strip()
    if "&" in host:
        return "no", 400
    return subprocess.run("traceroute " + host, shell=True, capture_output=True, text=True).stdout
