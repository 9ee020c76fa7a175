from flask import Flask, g, jsonify, request

app = Flask(__name__)


@app.get("/products")
def products():
    sort = request.args.get("sort", "name")
    direction = request.args.get("dir", "ASC")
    query = "SELECT id, name, price FROM products"
    query += " ORDER BY " + sort + " " + direction
    rows = g.db.execute(query).fetchall()
    return jsonify([dict(r) for r in rows])
