from flask import Flask, request, send_file, abort
import os

app = Flask(__name__)


@app.route('/img')
def img():
    name = request.args['name']
    path = os.path.join('images', name)
    if not os.path.isfile(path):
        abort(404)
    return send_file(path, mimetype='image/png')
