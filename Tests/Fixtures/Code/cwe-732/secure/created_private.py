import os

FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def write_token(path, token):
    with os.fdopen(os.open(path, FLAGS, 0o600), "w") as handle:
        handle.write(token)
