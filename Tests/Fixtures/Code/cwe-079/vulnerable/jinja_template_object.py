from flask import Flask, request
from jinja2 import Template

app = Flask(__name__)


@app.route("/badge")
def badge():
    template = Template("<span class='badge'>{{ label }}</span>")
    return template.render(label=request.args.get("label"))
