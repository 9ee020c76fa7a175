from flask import Flask, request, render_template_string

app = Flask(__name__)

PAGE = "<html><body>Results for {{ query }}</body></html>"


@app.route("/search")
def search():
    return render_template_string(PAGE, query=request.args.get("q", ""))
