from flask import Flask, request, redirect
import re

app = Flask(__name__)
rv = re.compile(r"^https?://.*\.example\.com/.*$")


@app.route('/some/path')
def safe():
    target = request.args.get('target', '')
    return redirect(target if rv.match(target) else "/")
