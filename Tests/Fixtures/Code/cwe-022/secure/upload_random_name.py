import os
import uuid
from flask import Flask, request

app = Flask(__name__)
KINDS = {".png", ".jpg"}


@app.route("/upload", methods=["POST"])
def upload():
    f = request.files["file"]
    ending = os.path.splitext(f.filename)[1].lower()
    if ending not in KINDS:
        return {"error": "not an image"}, 400
    name = uuid.uuid4().hex + ending
    f.save(os.path.join("uploads", name))
    return {"name": name}
