from flask import Flask, request

app = Flask(__name__)


@app.route('/img')
def img():
    files = {'1': 'one.png', '2': 'two.png'}
    name = files.get(request.args.get('id'))
    if not name:
        return 'not found', 404
    with open('images/' + name, 'rb') as f:
        return f.read()
