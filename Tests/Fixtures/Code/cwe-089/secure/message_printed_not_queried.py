from flask import Flask, request, session, redirect
import MySQLdb

app = Flask(__name__)


@app.route('/post', methods=['POST'])
def post():
    message = request.form['message']
    db = MySQLdb.connect(read_default_file='~/.my.cnf')
    cur = db.cursor()
    app.logger.info("new message from %s: %s" % (session['username'], message))
    query = "INSERT INTO messages VALUES (%s, %s)"
    values = (session['username'], message)
    cur.execute(query, values)
    db.commit()
    return redirect('/')
