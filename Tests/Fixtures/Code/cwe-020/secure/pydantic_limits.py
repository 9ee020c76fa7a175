from fastapi import FastAPI
from pydantic import BaseModel, EmailStr, Field

app = FastAPI()
UNIT_PRICE = 12.5


class Order(BaseModel):
    quantity: int = Field(ge=1, le=100)
    email: EmailStr


@app.post("/orders")
def order(order: Order):
    return {"total": UNIT_PRICE * order.quantity}
