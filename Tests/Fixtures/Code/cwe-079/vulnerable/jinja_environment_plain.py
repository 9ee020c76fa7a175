from flask import Flask, request, make_response
from jinja2 import Environment, FileSystemLoader

app = Flask(__name__)
loader = FileSystemLoader(searchpath="templates/")

# create the jinja2 environment
env = Environment(loader=loader)


@app.route('/')
def home():
    name = request.args.get('name', '')
    template = env.get_template('template.html')
    return make_response(template.render(name=name))
