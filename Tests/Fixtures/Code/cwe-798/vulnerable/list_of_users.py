from flask import Flask, request

app = Flask(__name__)


@app.route('/check_mod')
def check_mod():
    users = [
        {'username': 'alice', 'password': 'opensesame'},
        {'username': 'bob', 'password': 'swordfish'},
    ]
    for user in users:
        if (user['username'] == request.args.get('username')
                and user['password'] == request.args.get('password')):
            return 'true'
    return 'false'
