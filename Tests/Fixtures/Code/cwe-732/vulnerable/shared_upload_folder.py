import os
from flask import Flask

app = Flask(__name__)
UPLOADS = os.path.join(app.root_path, "uploads")


def prepare():
    if not os.path.isdir(UPLOADS):
        os.mkdir(UPLOADS)
        os.chmod(UPLOADS, 0o777)
