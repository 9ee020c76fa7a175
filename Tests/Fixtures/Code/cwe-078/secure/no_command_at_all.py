import os
import socket
from flask import Flask, request

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    try:
        socket.create_connection((url, 80), timeout=2).close()
        return 'alive'
    except OSError:
        app.logger.warning("no answer from " + url + " at " + os.getcwd())
        return 'dead'
