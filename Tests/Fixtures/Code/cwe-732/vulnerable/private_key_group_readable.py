import os

from cryptography.hazmat.primitives import serialization


def store(private_key, path="server_private.pem"):
    data = private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with open(path, "wb") as handle:
        handle.write(data)
    os.chmod("server_private.pem", 0o640)
