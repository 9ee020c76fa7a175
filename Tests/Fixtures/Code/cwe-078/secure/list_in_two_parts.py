from flask import Flask, request
import re
import subprocess

app = Flask(__name__)
BASE = ['ping', '-c', '1']


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    return subprocess.Popen(BASE + [url], stdout=subprocess.PIPE).communicate()[0]


@app.route('/url/trace')
def trace():
    url = request.args.get('url', '')
    if len(url) > 200 or not re.match(r'^[a-zA-Z0-9.\-]+$', url):
        return 'invalid', 400
    return subprocess.check_output('traceroute ' + url, shell=True)
