from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

app = FastAPI()


@app.get("/hello/{name}")
def hello(name: str):
    return f"Hello {name}"


@app.get("/text/{name}", response_class=PlainTextResponse)
def text(name: str):
    return "Hello " + name
