from flask import Flask, abort, request
import sqlite3

app = Flask(__name__)


@app.route("/item")
def item():
    try:
        item_id = int(request.args["id"])
    except (KeyError, ValueError):
        abort(400)
    conn = sqlite3.connect("shop.db")
    row = conn.execute("SELECT name FROM items WHERE id = %d" % item_id).fetchone()
    return {"name": row[0]} if row else ({}, 404)
