from flask import Flask, request, jsonify

from .storage import database

app = Flask(__name__)


@app.route("/by-tag")
def by_tag():
    tags = request.args.getlist("tag")
    wanted = ",".join("'" + tag + "'" for tag in tags)
    cursor = database().cursor()
    cursor.execute("SELECT slug FROM posts WHERE tag IN (" + wanted + ")")
    return jsonify([slug for (slug,) in cursor.fetchall()])
