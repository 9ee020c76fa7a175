import sqlite3
import sys


def main():
    name = sys.argv[1]
    with sqlite3.connect("people.db") as conn:
        for row in conn.execute(f"SELECT id, name FROM people WHERE name LIKE '%{name}%'"):
            print(row)


if __name__ == "__main__":
    main()
