from flask import Flask, request, render_template_string

app = Flask(__name__)

PAGE = """
<article>
  <h1>{{ title }}</h1>
  <div>{{ text | safe }}</div>
</article>
"""


@app.route("/preview", methods=["POST"])
def preview():
    return render_template_string(PAGE, title="Preview", text=request.form["text"])
