from flask import Flask, redirect

app = Flask(__name__)
PREFIX = "https://www.example.com"


@app.route('/redirect/<path:url>')
def redirect_url(url):
    if not url.startswith(PREFIX):
        return 'Invalid URL', 400
    return redirect(url, code=302)
