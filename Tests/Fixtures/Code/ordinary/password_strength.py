import string


def strength(password: str) -> int:
    """How many kinds of character a password has, 0 to 4, and 0 where it is short."""
    if len(password) < 10:
        return 0
    kinds = [string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation]
    return sum(any(letter in kind for letter in password) for kind in kinds)


def advice(password):
    if strength(password) == 4:
        return "strong"
    return "use more kinds of characters"
