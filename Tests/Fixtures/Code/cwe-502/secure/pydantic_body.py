from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Move(BaseModel):
    x: int
    y: int


@app.post("/move")
def move(move: Move):
    return {"sum": move.x + move.y}
