from flask import Flask, request, abort
import os

app = Flask(__name__)


@app.route('/img')
def img():
    filename = request.args.get('file')
    if filename not in os.listdir('images'):
        abort(404)
    with open('images/' + filename, 'rb') as f:
        data = f.read()
    return data, 200, {'Content-Type': 'image/jpeg'}
