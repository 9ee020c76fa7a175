import requests
from flask import Flask, abort, request
from urllib.parse import urlparse

app = Flask(__name__)
ALLOWED_HOSTS = {"example.com", "example.org"}


@app.route("/preview")
def preview():
    url = request.args["url"]
    if urlparse(url).hostname not in ALLOWED_HOSTS:
        abort(403)
    return requests.get(url, timeout=5).text[:200]
