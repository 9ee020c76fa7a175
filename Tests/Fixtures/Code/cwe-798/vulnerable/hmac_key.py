import hashlib
import hmac


def sign(message: bytes) -> str:
    return hmac.new(b"fruitsalad", message, hashlib.sha256).hexdigest()
