import subprocess
from fastapi import FastAPI

app = FastAPI()


@app.post("/convert")
def convert(source: str, target: str = "out.png"):
    subprocess.run(["/bin/bash", "-c", "convert " + source + " " + target], check=True)
    return {"target": target}
