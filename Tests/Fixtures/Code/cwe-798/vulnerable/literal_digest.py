import hashlib
import sys

EXPECTED_LENGTH = 64


def is_admin(password):
    digest = hashlib.sha256(password.encode()).hexdigest()
    return digest == "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"


print(is_admin(sys.argv[1]))
