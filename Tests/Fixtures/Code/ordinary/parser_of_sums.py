import re

TOKEN = re.compile(r"\s*(?:(\d+)|(.))")


def tokens(text):
    for number, operator in TOKEN.findall(text):
        yield int(number) if number else operator


def evaluate(text):
    total, sign = 0, 1
    for token in tokens(text):
        if token == "-":
            sign = -1
        elif token == "+":
            sign = 1
        else:
            total += sign * token
    return total


assert evaluate("1 + 2 - 4") == -1
