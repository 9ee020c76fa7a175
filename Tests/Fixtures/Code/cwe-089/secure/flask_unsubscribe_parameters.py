from flask import Flask, request, redirect
import MySQLdb

app = Flask(__name__)


@app.route('/unsubscribe')
def unsubscribe():
    email = request.args.get('email')
    db = MySQLdb.connect(read_default_file='~/.my.cnf')
    cur = db.cursor()
    cur.execute("SELECT * FROM subscribers WHERE email = %s", (email,))
    if cur.fetchone() is None:
        return redirect('/unknown')
    cur.execute("DELETE FROM subscribers WHERE email = %s", [email])
    db.commit()
    return redirect('/bye')
