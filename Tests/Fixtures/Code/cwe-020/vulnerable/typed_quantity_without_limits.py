from fastapi import FastAPI

app = FastAPI()
UNIT_PRICE = 12.5


@app.post("/orders")
def order(quantity: int):
    total = UNIT_PRICE * quantity
    return {"total": total}
