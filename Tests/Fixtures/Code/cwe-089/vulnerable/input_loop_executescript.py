import sqlite3

conn = sqlite3.connect("notes.db")

while True:
    title = input("title> ")
    if not title:
        break
    body = input("text> ")
    conn.executescript("INSERT INTO notes (title, body) VALUES ('" + title + "', '" + body + "');")
    print("saved")
