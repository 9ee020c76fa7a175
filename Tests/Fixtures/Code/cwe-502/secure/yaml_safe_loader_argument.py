from flask import Flask, request
import yaml

app = Flask(__name__)


@app.route('/api/calculate_price')
def calculate_price():
    yaml_payload = request.args.get('payload', None)
    order = yaml.load(yaml_payload, Loader=yaml.SafeLoader)
    return {'quantity': order['quantity']}
