from flask import Flask, send_file

app = Flask(__name__)


@app.route("/invoice/<int:number>")
def invoice(number):
    return send_file(f"invoices/{number}.pdf")


@app.route("/receipt/<number>")
def receipt(number):
    return send_file("receipts/%d.pdf" % int(number))
