import sqlite3


class Database:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def run(self, query, params=()):
        cursor = self.conn.execute(query, params)
        return cursor.fetchall()

    def user(self, email):
        rows = self.run("SELECT id FROM users WHERE email = ?", (email,))
        return rows[0][0] if rows else None
