from flask import Flask, request, send_file
from werkzeug.utils import secure_filename
import os

app = Flask(__name__)


@app.route('/img')
def img():
    filename = secure_filename(request.args.get('filename', ''))
    return send_file(os.path.join('images', filename))
