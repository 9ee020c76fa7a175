KEYWORDS = {"if", "else", "while"}


def parse(tokens):
    for token in tokens:
        if token == "(":
            yield "open"
        elif token == ")":
            yield "close"
        elif token in KEYWORDS:
            yield "keyword"
