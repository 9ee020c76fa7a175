from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()
ITEMS: dict[int, dict] = {}


class Item(BaseModel):
    name: str = Field(max_length=40)
    price: float = Field(gt=0)


@app.post("/items/{item_id}")
def create(item_id: int, item: Item):
    ITEMS[item_id] = item.model_dump()
    return ITEMS[item_id]


@app.get("/items/{item_id}")
def read(item_id: int):
    if item_id not in ITEMS:
        raise HTTPException(status_code=404, detail="no such item")
    return ITEMS[item_id]
