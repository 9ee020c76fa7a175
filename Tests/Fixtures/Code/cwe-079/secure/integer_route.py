from flask import Flask, request

app = Flask(__name__)


@app.route("/square/<int:n>")
def square(n):
    return "<p>%d squared is %d</p>" % (n, n * n)


@app.route("/page")
def page():
    number = int(request.args.get("number", 1))
    return "<p>Page " + str(number) + "</p>"
