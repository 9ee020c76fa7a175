from flask import Flask, request, render_template_string

app = Flask(__name__)


@app.route("/search")
def search():
    query = request.args.get("q", "")
    page = "<html><body>Results for " + query + "</body></html>"
    return render_template_string(page)
