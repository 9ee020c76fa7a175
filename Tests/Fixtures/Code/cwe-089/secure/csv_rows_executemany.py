import csv
import sqlite3


def load(path):
    conn = sqlite3.connect("warehouse.db")
    with open(path, newline="") as handle:
        rows = [(row["sku"], int(row["count"])) for row in csv.DictReader(handle)]
    conn.executemany("INSERT INTO stock VALUES (?, ?)", rows)
    conn.commit()


def create(conn):
    with open("schema.sql") as handle:
        conn.executescript(handle.read())
