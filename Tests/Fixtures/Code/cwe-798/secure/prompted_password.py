import getpass
import smtplib


def send(message):
    user = input("user: ")
    password = getpass.getpass("password: ")
    with smtplib.SMTP_SSL("mail.internal") as server:
        server.login(user, password)
        server.send_message(message)
