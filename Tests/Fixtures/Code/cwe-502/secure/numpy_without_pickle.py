import numpy as np
from flask import Flask, request

app = Flask(__name__)


@app.route("/mean", methods=["POST"])
def mean():
    array = np.load(request.files["array"], allow_pickle=False)
    return {"mean": float(array.mean())}
