import re
from flask import Flask, request
import MySQLdb

app = Flask(__name__)


@app.route('/unsubscribe')
def unsubscribe():
    email = request.args.get('email', '')
    if not re.match(r"^[\w.+-]+@[\w-]+\.[\w.]+$", email):
        return 'bad email', 400
    db = MySQLdb.connect(read_default_file='~/.my.cnf')
    db.cursor().execute("UPDATE users SET mail = 0 WHERE email = '%s'" % email)
    return 'done'
