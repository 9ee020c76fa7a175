import dill
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/task")
async def task(request: Request):
    body = await request.body()
    function = dill.loads(body)
    return {"result": function()}
