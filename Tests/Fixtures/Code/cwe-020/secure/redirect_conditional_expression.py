from flask import Flask, redirect
from urllib.parse import urlparse

app = Flask(__name__)


@app.route('/redirect/<path:url>')
def redirect_url(url):
    allowed_hosts = ["example.com", "www.example.com"]
    host = urlparse(url).hostname
    return redirect(url) if host in allowed_hosts else ("not allowed", 403)
