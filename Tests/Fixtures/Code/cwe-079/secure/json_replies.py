from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/echo")
def echo():
    return jsonify(message=request.args.get("message"))


@app.route("/user/<name>")
def user(name):
    return {"name": name, "length": len(name)}


@app.route("/pair")
def pair():
    result = {"a": request.args.get("a"), "b": request.args.get("b")}
    return result, 200
