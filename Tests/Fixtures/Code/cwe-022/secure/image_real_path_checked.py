from flask import Flask, request, abort
import os

app = Flask(__name__)
IMAGES = os.path.realpath('images')


@app.route('/img')
def img():
    path = os.path.realpath(os.path.join(IMAGES, request.args['name']))
    if not path.startswith(IMAGES + os.sep):
        abort(403)
    with open(path, 'rb') as f:
        return f.read()
