import ipaddress
import os
from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    try:
        address = ipaddress.ip_address(request.args.get("ip", ""))
    except ValueError:
        return {"error": "not an address"}, 400
    return {"alive": os.system("ping -c 1 %s" % address) == 0}
