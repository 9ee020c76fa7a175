from flask import Flask, request

from .models import User, db

app = Flask(__name__)
EDITABLE = ("name", "bio")


@app.route("/users/<int:user_id>", methods=["PATCH"])
def update(user_id):
    user = User.query.get_or_404(user_id)
    data = request.get_json()
    for key in EDITABLE:
        if key in data:
            setattr(user, key, data[key])
    db.session.commit()
    return {"ok": True}
