import paramiko
from flask import Flask, request

app = Flask(__name__)


@app.route("/logs")
def logs():
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect("logs.internal")
    service = request.args.get("service")
    _, stdout, _ = client.exec_command("journalctl -u %s -n 50" % service)
    return {"lines": stdout.read().decode().splitlines()}
