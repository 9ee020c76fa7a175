/// CWE-89: a statement that outside text is written into, against parameters.
extension CodeFamily {
  static let sqlInjection = [
    sqlLookup, sqlDelete, sqlUpdate, sqlInsert, sqlCount, sqlSearch,
  ]

  private static let sqlSources: [CodeSource] = CodeSource.web + CodeSource.commandLine

  private static let sqlLookup = CodeFamily(
    "sql-lookup", cwe: 89,
    [
      "Find the $t with this $v.", "Complete the lookup of $t by $v.",
      "Select the $t that have the given $v.", "Get all $t of one $v.",
    ], from: sqlSources, imports: ["import sqlite3"], .columns, slots: [("t", .tables)],
    before: ["db = sqlite3.connect(\"app.db\")"], after: ["return rows.fetchall()"],
    secure: [
      CodeIdiom("question-mark", #"rows = db.execute("SELECT * FROM $t WHERE $v = ?", ($v,))"#),
      CodeIdiom("list", #"rows = db.execute("SELECT * FROM $t WHERE $v = ?", [$v])"#),
      CodeIdiom(
        "named", #"rows = db.execute("SELECT * FROM $t WHERE $v = :$v", {"$v": $v})"#),
    ],
    vulnerable: [
      CodeIdiom("f-string", #"rows = db.execute(f"SELECT * FROM $t WHERE $v = '{$v}'")"#),
      CodeIdiom("concatenation", #"rows = db.execute("SELECT * FROM $t WHERE $v = '" + $v + "'")"#),
      CodeIdiom("percent", #"rows = db.execute("SELECT * FROM $t WHERE $v = '%s'" % $v)"#),
    ])

  private static let sqlDelete = CodeFamily(
    "sql-delete", cwe: 89,
    [
      "Delete the $t with this $v.", "Complete the removal of $t by $v.",
      "Remove all $t that have the given $v.", "Drop the $t of one $v.",
    ], from: sqlSources, imports: ["import sqlite3"], .columns, slots: [("t", .tables)],
    before: ["db = sqlite3.connect(\"app.db\")"], after: ["db.commit()"],
    secure: [
      CodeIdiom("question-mark", #"db.execute("DELETE FROM $t WHERE $v = ?", ($v,))"#),
      CodeIdiom("list", #"db.execute("DELETE FROM $t WHERE $v = ?", [$v])"#),
    ],
    vulnerable: [
      CodeIdiom("f-string", #"db.execute(f"DELETE FROM $t WHERE $v = '{$v}'")"#),
      CodeIdiom("percent", #"db.execute("DELETE FROM $t WHERE $v = '%s'" % $v)"#),
    ])

  private static let sqlUpdate = CodeFamily(
    "sql-update", cwe: 89,
    [
      "Mark the $t with this $v as done.", "Complete the update of $t by $v.",
      "Set done on all $t that have the given $v.", "Flag the $t of one $v.",
    ], from: sqlSources, imports: ["import MySQLdb"], .columns, slots: [("t", .tables)],
    before: ["db = MySQLdb.connect(db=\"app\")", "cursor = db.cursor()"], after: ["db.commit()"],
    secure: [
      CodeIdiom("parameter", #"cursor.execute("UPDATE $t SET done = 1 WHERE $v = %s", ($v,))"#),
      CodeIdiom("list", #"cursor.execute("UPDATE $t SET done = 1 WHERE $v = %s", [$v])"#),
    ],
    vulnerable: [
      CodeIdiom("percent", #"cursor.execute("UPDATE $t SET done = 1 WHERE $v = '%s'" % $v)"#),
      CodeIdiom("f-string", #"cursor.execute(f"UPDATE $t SET done = 1 WHERE $v = '{$v}'")"#),
    ])

  private static let sqlInsert = CodeFamily(
    "sql-insert", cwe: 89,
    [
      "Add a row with this $v to $t.", "Complete the insertion of a $v into $t.",
      "Save the given $v in $t.", "Store one $v in $t.",
    ], from: sqlSources, imports: ["import psycopg2"], .columns, slots: [("t", .tables)],
    before: ["db = psycopg2.connect(dbname=\"app\")", "cursor = db.cursor()"],
    after: ["db.commit()"],
    secure: [
      CodeIdiom("parameter", #"cursor.execute("INSERT INTO $t ($v) VALUES (%s)", ($v,))"#),
      CodeIdiom("list", #"cursor.execute("INSERT INTO $t ($v) VALUES (%s)", [$v])"#),
    ],
    vulnerable: [
      CodeIdiom("f-string", #"cursor.execute(f"INSERT INTO $t ($v) VALUES ('{$v}')")"#),
      CodeIdiom("concatenation", #"cursor.execute("INSERT INTO $t ($v) VALUES ('" + $v + "')")"#),
    ])

  private static let sqlCount = CodeFamily(
    "sql-count", cwe: 89,
    [
      "Count the $t with this $v.", "Complete the count of $t by $v.",
      "Return how many $t have the given $v.", "Tell the number of $t of one $v.",
    ], from: sqlSources, imports: ["import sqlite3"], .columns, slots: [("t", .tables)],
    before: ["db = sqlite3.connect(\"app.db\")"],
    after: ["return db.execute(query, values).fetchone()[0]"],
    secure: [
      CodeIdiom(
        "question-mark", #"query = "SELECT COUNT(*) FROM $t WHERE $v = ?""#, "values = [$v]"),
      CodeIdiom(
        "tuple", #"query = "SELECT COUNT(*) FROM $t WHERE $v = ?""#, "values = ($v,)"),
    ],
    vulnerable: [
      CodeIdiom(
        "f-string", #"query = f"SELECT COUNT(*) FROM $t WHERE $v = '{$v}'""#, "values = []"),
      CodeIdiom(
        "concatenation", #"query = "SELECT COUNT(*) FROM $t WHERE $v = '" + $v + "'""#,
        "values = ()"),
    ])

  private static let sqlSearch = CodeFamily(
    "sql-search", cwe: 89,
    [
      "Search $t for a part of the $v.", "Complete the search of $t by $v.",
      "Find the $t whose $v is like the given one.", "List the $t with a similar $v.",
    ], from: sqlSources, imports: ["import sqlite3"], .columns, slots: [("t", .tables)],
    before: ["cursor = sqlite3.connect(\"app.db\").cursor()"], after: ["return cursor.fetchall()"],
    secure: [
      CodeIdiom(
        "question-mark", #"cursor.execute("SELECT * FROM $t WHERE $v LIKE ?", ("%" + $v,))"#),
      CodeIdiom("list", #"cursor.execute("SELECT * FROM $t WHERE $v LIKE ?", ["%" + $v])"#),
    ],
    vulnerable: [
      CodeIdiom("f-string", #"cursor.execute(f"SELECT * FROM $t WHERE $v LIKE '%{$v}'")"#),
      CodeIdiom(
        "format", #"cursor.execute("SELECT * FROM $t WHERE $v LIKE '%{}'".format($v))"#),
    ])
}
