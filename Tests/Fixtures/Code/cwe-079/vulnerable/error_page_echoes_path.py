from flask import Flask, request

app = Flask(__name__)


@app.errorhandler(404)
def missing(error):
    return "<h1>404</h1><p>No page at %s</p>" % request.path, 404
