from flask import Flask, request
import yaml

app = Flask(__name__)


@app.route('/check_mod')
def check_mod():
    username = request.args.get('username')
    with open('moderators.yml') as handle:
        moderators = yaml.safe_load(handle)
    return 'true' if username in moderators else 'false'
