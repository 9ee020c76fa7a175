from flask import Flask, request
import os

app = Flask(__name__)


@app.route('/img')
def img():
    here = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(here, 'images', request.args.get('name'))
    with open(path, 'rb') as f:
        return f.read(), 200, {'Content-Type': 'image/jpeg'}
