import shutil
from pathlib import Path

from fastapi import FastAPI, File, UploadFile

app = FastAPI()
FOLDER = Path("incoming")


@app.post("/upload")
async def upload(file: UploadFile = File(...)):
    target = FOLDER / file.filename
    with target.open("wb") as out:
        shutil.copyfileobj(file.file, out)
    return {"stored": str(target)}
