from html.parser import HTMLParser
from urllib.parse import urljoin
from urllib.request import urlopen


class Links(HTMLParser):
    def __init__(self, base):
        super().__init__()
        self.base = base
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            for name, value in attrs:
                if name == "href":
                    self.found.append(urljoin(self.base, value))


def links(address):
    parser = Links(address)
    with urlopen(address) as reply:
        parser.feed(reply.read().decode("utf-8", "replace"))
    return parser.found
