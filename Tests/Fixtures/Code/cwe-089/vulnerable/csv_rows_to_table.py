import csv
import sqlite3


def load(path):
    conn = sqlite3.connect("warehouse.db")
    cur = conn.cursor()
    with open(path, newline="") as handle:
        for row in csv.DictReader(handle):
            cur.execute("INSERT INTO stock VALUES ('%s', %s)" % (row["sku"], row["count"]))
    conn.commit()
