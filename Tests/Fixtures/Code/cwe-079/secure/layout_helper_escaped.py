from html import escape

from flask import Flask, request

app = Flask(__name__)


def layout(title, body):
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


@app.route("/about/<topic>")
def about(topic):
    return layout("About", "<p>About " + escape(topic) + "</p>")
