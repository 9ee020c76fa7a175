from flask import Flask, request
import yaml

app = Flask(__name__)


@app.route('/api')
def api():
    yaml_payload = request.args.get('payload', None)
    data = yaml.load(yaml_payload)
    return {'name': data['name']}
