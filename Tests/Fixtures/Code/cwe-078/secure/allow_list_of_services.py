import subprocess
from fastapi import FastAPI, HTTPException

app = FastAPI()
ALLOWED_SERVICES = ("nginx", "redis", "postgres")


@app.post("/restart/{service}")
def restart(service: str):
    if service not in ALLOWED_SERVICES:
        raise HTTPException(status_code=404)
    subprocess.run(f"systemctl restart {service} && systemctl status {service}", shell=True)
    return {"restarted": service}
