import io
import requests
import torch

MODEL = "https://models.example.org/latest.pt"


def fetch():
    reply = requests.get(MODEL, timeout=30)
    reply.raise_for_status()
    return torch.load(io.BytesIO(reply.content))
