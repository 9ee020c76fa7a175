import re

BY_LABELS = re.compile(r"^https?://(?:[a-z0-9-]+\.)*example\.com(?:[/?#]|$)")
BY_CLASS = re.compile(r'^https?://(www[.])?example[.]com/.*$')
IN_PARTS = re.compile(
    r'^https?://'          # either scheme
    r'(www\.)?example\.com'
    r'(/|$)'
)
QUOTED = re.compile('^https://' + re.escape('example.com') + '(/|$)')
