import os
from flask import Flask, request, redirect

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = "uploads"


@app.route("/upload", methods=["POST"])
def upload():
    f = request.files["file"]
    if f.filename == "":
        return redirect(request.url)
    f.save(os.path.join(app.config["UPLOAD_FOLDER"], f.filename))
    return redirect("/files")
