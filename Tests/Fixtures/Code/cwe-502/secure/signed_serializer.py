import os
from flask import Flask, request
from itsdangerous import URLSafeTimedSerializer

app = Flask(__name__)
serializer = URLSafeTimedSerializer(os.environ["APP_KEY"])


@app.route("/confirm")
def confirm():
    email = serializer.loads(request.args["token"], max_age=3600)
    return {"confirmed": email}
