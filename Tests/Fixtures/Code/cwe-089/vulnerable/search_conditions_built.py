from flask import Flask, request, render_template
import pymysql

app = Flask(__name__)


@app.route("/houses")
def houses():
    conditions = []
    if request.args.get("town"):
        conditions.append(f"town = '{request.args['town']}'")
    if request.args.get("rooms"):
        conditions.append(f"rooms >= {request.args['rooms']}")
    where = " AND ".join(conditions) or "1 = 1"
    conn = pymysql.connect(read_default_file="/etc/houses.cnf")
    with conn.cursor() as cur:
        cur.execute("SELECT * FROM houses WHERE " + where)
        return render_template("houses.html", rows=cur.fetchall())
