from flask import Flask, request, redirect, send_file
import os

app = Flask(__name__)


@app.route('/img')
def img():
    image = request.args.get('img')
    if image is None or not image.endswith('.png'):
        return redirect('/')
    return send_file(os.path.join(os.getcwd(), 'images', image))
