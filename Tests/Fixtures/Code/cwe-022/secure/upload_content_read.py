from flask import Flask, request, jsonify
from PIL import Image
import io

app = Flask(__name__)


@app.route("/size", methods=["POST"])
def size():
    upload = request.files["image"]
    image = Image.open(io.BytesIO(upload.read()))
    with open("last-size.txt", "w") as log:
        log.write(upload.filename + " " + str(image.size))
    return jsonify(width=image.width, height=image.height)
