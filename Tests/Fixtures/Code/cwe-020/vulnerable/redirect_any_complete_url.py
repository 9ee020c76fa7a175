from flask import Flask, redirect
from urllib.parse import urlparse

app = Flask(__name__)


@app.route('/redirect/<path:url>')
def redirect_url(url):
    parts = urlparse(url)
    if all([parts.scheme, parts.netloc]):
        return redirect(url)
    return 'Invalid URL', 400
