import requests


def tickets():
    headers = {"Authorization": "Bearer fakefakefakefake"}
    return requests.get("https://tickets.example.com/api", headers=headers, timeout=10).json()
