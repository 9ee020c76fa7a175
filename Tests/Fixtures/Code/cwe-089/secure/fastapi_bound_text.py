from fastapi import Depends, FastAPI
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from .database import get_db
from .models import User

app = FastAPI()


@app.get("/users/{name}")
def read_user(name: str, db: Session = Depends(get_db)):
    rows = db.execute(text("SELECT id, email FROM users WHERE name = :name"), {"name": name})
    return [dict(row) for row in rows]


@app.get("/users/{name}/posts")
def read_posts(name: str, db: Session = Depends(get_db)):
    user = db.scalars(select(User).where(User.name == name)).first()
    return user.posts if user else []
