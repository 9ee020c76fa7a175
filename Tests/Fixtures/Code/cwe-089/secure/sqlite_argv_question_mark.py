import sqlite3
import sys

pattern = "%" + sys.argv[1] + "%"
with sqlite3.connect("people.db") as conn:
    for row in conn.execute("SELECT id, name FROM people WHERE name LIKE ?", (pattern,)):
        print(*row)
