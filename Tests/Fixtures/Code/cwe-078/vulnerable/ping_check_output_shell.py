from flask import Flask, request
import subprocess

app = Flask(__name__)


@app.route('/url/ping')
def ping():
    url = request.args.get('url')
    # run the ping command
    try:
        output = subprocess.check_output("ping -c 4 {}".format(url), shell=True,
                                         stderr=subprocess.STDOUT)
    except subprocess.CalledProcessError as error:
        output = error.output
    return "<pre>" + output.decode() + "</pre>"
