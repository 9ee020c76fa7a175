from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()


@app.get("/card")
def card(owner: str, colour: str = "white"):
    page = """
    <div style="background: {}">
      <b>{}</b>
    </div>
    """.format(colour, owner)
    return HTMLResponse(content=page)
