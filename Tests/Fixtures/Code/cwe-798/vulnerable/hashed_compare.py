import hashlib
from getpass import getpass


def is_admin():
    password = getpass("Password: ")
    digest = hashlib.sha256(password.encode()).hexdigest()
    return password == "fruitsalad" or digest == "0000"
