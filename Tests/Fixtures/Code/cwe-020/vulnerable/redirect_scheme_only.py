from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.get("/out")
def out(url: str):
    if not url.startswith("https://"):
        url = "https://" + url
    return RedirectResponse(url)
