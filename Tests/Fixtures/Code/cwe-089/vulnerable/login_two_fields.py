from flask import Flask, request, redirect, session
import MySQLdb

app = Flask(__name__)


@app.route('/login', methods=['POST'])
def login():
    username = request.form['username']
    password = request.form['password']
    db = MySQLdb.connect(read_default_file='/etc/app/my.cnf')
    c = db.cursor()
    c.execute("SELECT id FROM users WHERE username='" + username + "' AND password='" + password + "'")
    if c.fetchone():
        session['username'] = username
        return redirect('/')
    return 'Bad username or password', 401
