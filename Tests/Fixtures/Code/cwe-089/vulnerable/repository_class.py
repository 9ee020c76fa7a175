import psycopg2


class AccountRepository:
    def __init__(self, dsn):
        self.conn = psycopg2.connect(dsn)

    def find_by_owner(self, owner):
        with self.conn.cursor() as cur:
            query = """
                SELECT id, balance
                FROM accounts
                WHERE owner = '{owner}'
            """.format(owner=owner)
            cur.execute(query)
            return cur.fetchall()
