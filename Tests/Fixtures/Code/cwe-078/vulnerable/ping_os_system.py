from flask import Flask, request, redirect
import os

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    os.system('ping -c 1 ' + url)
    return redirect('/')
