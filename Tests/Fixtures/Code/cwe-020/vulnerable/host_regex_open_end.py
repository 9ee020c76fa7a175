from flask import Flask, request, redirect
import re

app = Flask(__name__)
rv = re.compile(r'^https?://(www\.)?example\.com')


@app.route('/some/path')
def safe():
    target = request.args.get('target', '')
    if rv.match(target):
        return redirect(target)
    return redirect("/")
