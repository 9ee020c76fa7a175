from flask import Flask, request
from jinja2 import Environment, FileSystemLoader, select_autoescape

app = Flask(__name__)
env = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape(["xml"]))


@app.route("/search")
def search():
    return env.get_template("search.html").render(query=request.args.get("q"))
