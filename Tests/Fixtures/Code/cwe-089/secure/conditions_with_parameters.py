from flask import Flask, request, render_template
import pymysql

app = Flask(__name__)


@app.route("/houses")
def houses():
    conditions, values = ["1 = 1"], []
    if request.args.get("town"):
        conditions.append("town = %s")
        values.append(request.args["town"])
    if request.args.get("rooms"):
        conditions.append("rooms >= %s")
        values.append(request.args["rooms"])
    query = "SELECT * FROM houses WHERE " + " AND ".join(conditions)
    conn = pymysql.connect(read_default_file="/etc/houses.cnf")
    with conn.cursor() as cur:
        cur.execute(query, values)
        return render_template("houses.html", rows=cur.fetchall())
