from flask import Flask, g, jsonify, request

app = Flask(__name__)

ORDERINGS = {
    "newest": "created_at DESC",
    "oldest": "created_at ASC",
}


@app.get("/posts")
def posts():
    ordering = ORDERINGS.get(request.args.get("order"), "created_at DESC")
    rows = g.db.execute("SELECT slug, title FROM posts ORDER BY " + ordering)
    return jsonify([tuple(r) for r in rows])
