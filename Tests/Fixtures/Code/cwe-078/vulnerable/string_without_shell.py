from flask import Flask, request
import subprocess

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    result = subprocess.call("ping -n 1 " + url)
    return "ok" if result == 0 else "failed"
