from flask import Flask, request
import subprocess

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    cmd = ['ping', '-c', '4']
    cmd.append(url)
    process = subprocess.Popen(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out, _ = process.communicate()
    return out
