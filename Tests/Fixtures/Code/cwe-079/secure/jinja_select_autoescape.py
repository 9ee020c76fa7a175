from flask import Flask, request, make_response
from jinja2 import Environment, select_autoescape, FileSystemLoader

app = Flask(__name__)
loader = FileSystemLoader(searchpath="templates/")

env = Environment(
    loader=loader,
    autoescape=select_autoescape(['html', 'xml'])
)


@app.route('/')
def home():
    name = request.args.get('name', '')
    template = env.get_template('template.html')
    return make_response(template.render(name=name))
