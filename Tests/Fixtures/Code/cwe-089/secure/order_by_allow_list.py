from flask import Flask, abort, g, jsonify, request

app = Flask(__name__)
SORT_COLUMNS = {"name", "price", "stock"}


@app.get("/products")
def products():
    sort = request.args.get("sort", "name")
    if sort not in SORT_COLUMNS:
        abort(400)
    direction = "DESC" if request.args.get("dir") == "desc" else "ASC"
    rows = g.db.execute(f"SELECT id, name, price FROM products ORDER BY {sort} {direction}")
    return jsonify([dict(r) for r in rows])
