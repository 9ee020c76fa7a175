import argparse

import psycopg2
from psycopg2 import sql

parser = argparse.ArgumentParser()
parser.add_argument("table")
parser.add_argument("key")
args = parser.parse_args()

with psycopg2.connect(service="reports") as conn, conn.cursor() as cur:
    statement = sql.SQL("SELECT * FROM {} WHERE key = %s").format(sql.Identifier(args.table))
    cur.execute(statement, (args.key,))
    for row in cur:
        print(row)
