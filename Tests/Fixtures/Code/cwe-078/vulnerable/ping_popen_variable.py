from flask import Flask, request
import subprocess

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    if not url:
        return 'missing url', 400
    cmd = f"ping -c 1 {url}"
    process = subprocess.Popen(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, shell=True)
    out, err = process.communicate()
    if process.returncode == 0:
        return 'alive'
    return 'dead'
