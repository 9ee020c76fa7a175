from flask import Flask, request
import os

app = Flask(__name__)


@app.route('/img')
def img():
    filename = request.args.get('file')
    if '..' in filename or filename.startswith('/'):
        return 'Invalid file name', 400
    return open(os.path.join('images', filename), 'rb').read()
