from flask import Flask, flash, redirect, request, url_for

app = Flask(__name__)


@app.route("/rename", methods=["POST"])
def rename():
    name = request.form["name"].strip()
    if not name:
        flash("A name is needed")
        return redirect(url_for("form"))
    app.logger.info("renamed to %s", name)
    flash("Renamed to " + name)
    return "<p>Saved.</p>"
