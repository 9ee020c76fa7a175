import pickle
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/moves")
async def moves(websocket: WebSocket):
    await websocket.accept()
    while True:
        move = pickle.loads(await websocket.receive_bytes())
        await websocket.send_json({"x": move.x, "y": move.y})
