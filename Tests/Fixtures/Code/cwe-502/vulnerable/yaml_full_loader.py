from flask import Flask, request, redirect
import yaml

app = Flask(__name__)


def get_price_for_product_code(product_code) -> float:
    return {'A': 1.0, 'B': 2.0}.get(product_code, 0.0)


@app.route('/api/calculate_price')
def calculate_price():
    yaml_payload = request.args.get('payload', None)
    if yaml_payload is None:
        return redirect('/')
    order = yaml.load(yaml_payload, Loader=yaml.FullLoader)
    price = get_price_for_product_code(order['product_code'])
    return {'total': price * int(order['quantity'])}
