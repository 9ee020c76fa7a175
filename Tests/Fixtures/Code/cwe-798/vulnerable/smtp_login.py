import smtplib
from email.message import EmailMessage


def send(text, to):
    message = EmailMessage()
    message["To"] = to
    message.set_content(text)
    with smtplib.SMTP_SSL("mail.internal") as server:
        server.login("robot@example.com", "fruitsalad")
        server.send_message(message)
