import MySQLdb


def insert_user_message_in_db(username, message):
    db = MySQLdb.connect(read_default_file="~/.my.cnf")
    cursor = db.cursor()
    cursor.execute(
        "INSERT INTO messages (username, message) "
        "VALUES (%s, %s)",
        (username, message),
    )
    db.commit()
    db.close()
