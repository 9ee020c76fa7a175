import re

from flask import Flask, abort, request
import sqlite3

app = Flask(__name__)


@app.route("/table")
def table():
    name = request.args.get("name", "")
    if not re.fullmatch(r"[a-z_]{1,30}", name):
        abort(400, "bad table name")
    conn = sqlite3.connect("reports.db")
    rows = conn.execute("SELECT * FROM report_" + name + " LIMIT 20").fetchall()
    return {"rows": rows}
