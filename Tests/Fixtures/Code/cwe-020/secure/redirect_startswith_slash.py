from flask import Flask, redirect

app = Flask(__name__)


@app.route('/redirect/<path:url>')
def redirect_url(url):
    if url.startswith('https://example.com/') or url.startswith('https://www.example.com/'):
        return redirect(url)
    return 'Invalid URL', 400
