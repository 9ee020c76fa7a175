from flask import Flask, request

app = Flask(__name__)


# return true if they are a moderator
@app.route('/check_mod')
def check_mod():
    username = request.args.get('username')
    password = request.args.get('password')
    if username == 'moderator' and password == 'swordfish':
        return 'true'
    return 'false'
