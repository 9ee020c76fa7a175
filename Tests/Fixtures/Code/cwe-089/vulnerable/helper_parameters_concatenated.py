import MySQLdb


def get_db_connection():
    return MySQLdb.connect(read_default_file="~/.my.cnf")


def insert_user_message_in_db(username, message):
    db = get_db_connection()
    cursor = db.cursor()
    cursor.execute("INSERT INTO messages (username, message) VALUES ('" + username + "', '" + message + "')")
    db.commit()
    db.close()
