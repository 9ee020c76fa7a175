from flask import Flask, request, redirect
from urllib.parse import urlparse

app = Flask(__name__)


@app.route('/redirect/<path:url>')
def redirect_url(url):
    parsed = urlparse(url)
    if parsed.netloc.endswith('example.com'):
        return redirect(url)
    return redirect('/')
