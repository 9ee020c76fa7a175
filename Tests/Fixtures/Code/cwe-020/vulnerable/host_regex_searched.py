import re
import requests


def fetch(url):
    if not re.search(r"https://api\.example\.com/", url):
        raise ValueError("not our service")
    return requests.get(url, timeout=5).json()
