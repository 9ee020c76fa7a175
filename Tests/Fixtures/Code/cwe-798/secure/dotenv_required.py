import os

import requests
from dotenv import load_dotenv

load_dotenv()
API_KEY = os.getenv("WEATHER_API_KEY")
if API_KEY is None:
    raise SystemExit("WEATHER_API_KEY is not set")


def weather(city):
    headers = {"Authorization": f"Bearer {API_KEY}"}
    return requests.get("https://weather.example.com", headers=headers, params={"q": city})
