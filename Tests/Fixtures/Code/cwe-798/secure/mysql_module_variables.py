import os

from flask import Flask, request
import MySQLdb

app = Flask(__name__)

db_host = os.environ["DB_HOST"]
db_user = os.environ["DB_USER"]
db_password = os.environ["DB_PASSWORD"]


@app.route('/check_mod')
def check_mod():
    username = request.args.get('username')
    password = request.args.get('password')
    db = MySQLdb.connect(host=db_host, user=db_user, passwd=db_password)
    cur = db.cursor()
    cur.execute("SELECT 1 FROM mods WHERE name = %s AND password = %s", (username, password))
    return 'true' if cur.fetchone() else 'false'
