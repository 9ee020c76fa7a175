import io
import requests
import torch


def fetch(url):
    reply = requests.get(url, timeout=30)
    return torch.load(io.BytesIO(reply.content), weights_only=True)
