from flask import Flask, request, redirect, url_for

app = Flask(__name__)


@app.route('/img')
def img():
    name = request.args.get('name')
    if not name:
        return redirect('/')
    return redirect(url_for('static', filename='images/' + name))
