from flask import Flask, request, redirect
from urllib.parse import urlparse

app = Flask(__name__)


# redirect users to the URL in the request, but only if the url is for the "example.com" domain
@app.route('/redirect/<url>')
def redirect_url(url):
    if "example.com" in url:
        return redirect(url)
    return "not allowed", 403
