import MySQLdb


def get_db_connection():
    db = MySQLdb.connect("localhost", "appuser", "opensesame", "shop")
    return db
