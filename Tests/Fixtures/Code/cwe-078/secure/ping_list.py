from flask import Flask, request
import subprocess

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    result = subprocess.run(['ping', '-c', '1', url], stdout=subprocess.PIPE)
    return 'alive' if result.returncode == 0 else 'dead'
