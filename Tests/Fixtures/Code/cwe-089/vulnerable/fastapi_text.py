from fastapi import Depends, FastAPI
from sqlalchemy import text
from sqlalchemy.orm import Session

from .database import get_db

app = FastAPI()


@app.get("/users/{name}")
async def read_user(name: str, db: Session = Depends(get_db)):
    statement = text("SELECT id, email FROM users WHERE name = '" + name + "'")
    return [dict(row) for row in db.execute(statement)]
