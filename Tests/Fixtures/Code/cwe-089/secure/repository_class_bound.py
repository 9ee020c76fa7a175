import psycopg2


class AccountRepository:
    TABLE = "accounts"

    def __init__(self, dsn):
        self.conn = psycopg2.connect(dsn)

    def find_by_owner(self, owner):
        with self.conn.cursor() as cur:
            cur.execute(f"SELECT id, balance FROM {self.TABLE} WHERE owner = %s", (owner,))
            return cur.fetchall()

    def rename(self, account_id, name):
        with self.conn.cursor() as cur:
            cur.execute("UPDATE accounts SET name = %(name)s WHERE id = %(id)s",
                        {"name": name, "id": account_id})
        self.conn.commit()
