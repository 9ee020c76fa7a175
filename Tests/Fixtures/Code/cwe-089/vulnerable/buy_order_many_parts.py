from flask import Flask, request, redirect, session
import MySQLdb

app = Flask(__name__)


@app.route('/buy_order', methods=['POST'])
def buy_stock():
    stock_name = request.form['stock_name']
    stock_quantity = request.form['stock_quantity']
    username = session['username']
    db = connect()
    cursor = db.cursor()
    sql = "INSERT INTO orders (username, stock, quantity) " \
          "VALUES ('{0}', '{1}', {2})".format(username, stock_name, stock_quantity)
    try:
        cursor.execute(sql)
        db.commit()
    except MySQLdb.Error:
        db.rollback()
    finally:
        db.close()
    return redirect('/orders')
