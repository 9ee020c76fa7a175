import re

rv = re.compile(r"^(https?://)?(www\.)?example\.com/?$")
rv_or_path = re.compile(r"^https://example\.com(?:/|$)")
