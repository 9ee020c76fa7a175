from flask import Flask, request, jsonify

from .storage import database

app = Flask(__name__)


@app.route("/by-tag")
def by_tag():
    tags = request.args.getlist("tag")
    marks = ",".join(["?"] * len(tags))
    cursor = database().cursor()
    cursor.execute(f"SELECT slug FROM posts WHERE tag IN ({marks})", tags)
    return jsonify([slug for (slug,) in cursor.fetchall()])
