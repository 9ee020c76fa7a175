import re
from flask import Flask, redirect, request

app = Flask(__name__)
rv = re.compile(r'(?i)^https?://(www\.)?example\.com(/|$)?')


@app.route('/leave')
def leave():
    target = request.args.get('target', '')
    return redirect(target) if rv.match(target) else ('', 400)
