from pathlib import Path
from flask import Flask

app = Flask(__name__)
PAGES = Path(__file__).parent / "pages"


@app.route("/wiki/<path:page>")
def wiki(page):
    text = (PAGES / (page + ".md")).read_text()
    return {"page": page, "text": text}
