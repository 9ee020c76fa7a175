import sqlite3


def summary(path):
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE IF NOT EXISTS runs (name TEXT, seconds REAL)")
    rows = conn.execute("SELECT name, AVG(seconds) FROM runs GROUP BY name ORDER BY name")
    return {name: round(mean, 2) for name, mean in rows}


def record(conn, name, seconds):
    conn.execute("INSERT INTO runs VALUES (?, ?)", (name, seconds))
    conn.commit()
