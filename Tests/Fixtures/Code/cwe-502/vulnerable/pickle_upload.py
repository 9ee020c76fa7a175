import pickle
from flask import Flask, request, jsonify

app = Flask(__name__)


@app.route("/model", methods=["POST"])
def model():
    upload = request.files["model"]
    model = pickle.load(upload)
    return jsonify(kind=type(model).__name__)
