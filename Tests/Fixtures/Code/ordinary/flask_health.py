from flask import Flask, jsonify, render_template

app = Flask(__name__)


@app.route("/")
def index():
    return render_template("index.html", title="Home")


@app.route("/health")
def health():
    return jsonify(status="ok")


@app.route("/about")
def about():
    return "<h1>About</h1><p>A small service.</p>"


if __name__ == "__main__":
    app.run()
