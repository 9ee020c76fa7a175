import datetime
import jwt


def make_token(user_id):
    claims = {"sub": user_id, "exp": datetime.datetime.utcnow() + datetime.timedelta(hours=1)}
    return jwt.encode(claims, "fruitsalad", algorithm="HS256")
