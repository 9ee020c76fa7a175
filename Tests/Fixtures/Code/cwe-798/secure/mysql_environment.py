import os

from flask import Flask
import MySQLdb

app = Flask(__name__)


def get_db_connection():
    return MySQLdb.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        passwd=os.environ["DB_PASSWORD"],
        db=os.environ.get("DB_NAME", "shop"),
    )
