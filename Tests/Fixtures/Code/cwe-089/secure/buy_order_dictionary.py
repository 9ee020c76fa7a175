from flask import Flask, request, redirect, session

app = Flask(__name__)


@app.route('/buy_order', methods=['POST'])
def buy_stock():
    order = {
        'name': request.form['stock_name'],
        'quantity': request.form['stock_quantity'],
        'user': session['username'],
    }
    db = connect()
    cursor = db.cursor()
    sql = """INSERT INTO orders (username, stock, quantity)
             VALUES (%(user)s, %(name)s, %(quantity)s)"""
    cursor.execute(sql, order)
    db.commit()
    return redirect('/orders')
