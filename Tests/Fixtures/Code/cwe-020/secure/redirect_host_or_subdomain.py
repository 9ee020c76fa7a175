from flask import Flask, redirect
from urllib.parse import urlparse

app = Flask(__name__)


@app.route('/redirect/<path:url>')
def redirect_url(url):
    parsed = urlparse(url)
    host = parsed.hostname or ''
    if parsed.scheme in ('http', 'https') and (host == 'example.com'
                                               or host.endswith('.example.com')):
        return redirect(url)
    return redirect('/')
