import smtplib
from flask import Flask, request

app = Flask(__name__)


@app.route("/contact", methods=["POST"])
def contact():
    recipient = request.form["to"]
    text = "Subject: hello\n\n" + request.form["text"]
    with smtplib.SMTP("mail.internal") as server:
        server.sendmail("noreply@example.com", recipient, text)
    return {"sent": True}
