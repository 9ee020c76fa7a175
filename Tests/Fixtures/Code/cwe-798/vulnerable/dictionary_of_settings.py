import mysql.connector

DATABASE = {
    "host": "localhost",
    "user": "root",
    "password": "root",
    "database": "school",
}


def connect():
    return mysql.connector.connect(**DATABASE)
