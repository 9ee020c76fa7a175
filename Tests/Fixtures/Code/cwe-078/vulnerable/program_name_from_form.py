import subprocess
from flask import Flask, request

app = Flask(__name__)


@app.route("/run", methods=["POST"])
def run():
    tool = request.form["tool"]
    option = request.form["option"]
    result = subprocess.run([tool, option], capture_output=True, text=True)
    return {"output": result.stdout}
