from flask import Flask, request
import sqlite3

app = Flask(__name__)


@app.route("/comments", methods=["GET", "POST"])
def comments():
    conn = sqlite3.connect("board.db")
    if request.method == "POST":
        conn.execute("INSERT INTO comments (text) VALUES (?)", (request.form["text"],))
        conn.commit()
    page = "<ul>"
    for row in conn.execute("SELECT text FROM comments").fetchall():
        page += "<li>" + row[0] + "</li>"
    return page + "</ul>"
