from flask import Flask
import MySQLdb

app = Flask(__name__)


def get_db_connection():
    return MySQLdb.connect(host="localhost", user="root", passwd="swordfish", db="shop")
