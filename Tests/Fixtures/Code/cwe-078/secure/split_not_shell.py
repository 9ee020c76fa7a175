from flask import Flask, request
import shlex
import subprocess

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    line = "ping -c 1 " + shlex.quote(url)
    code = subprocess.call(shlex.split(line))
    return {"alive": code == 0}
