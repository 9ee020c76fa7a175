from fastapi import FastAPI, UploadFile
import yaml

app = FastAPI()


@app.post("/import")
async def import_settings(file: UploadFile):
    content = await file.read()
    settings = yaml.unsafe_load(content)
    return {"keys": list(settings)}
