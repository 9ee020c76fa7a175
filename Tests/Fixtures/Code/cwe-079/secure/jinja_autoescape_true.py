import jinja2
from aiohttp import web

env = jinja2.Environment(loader=jinja2.FileSystemLoader("pages"), autoescape=True)


async def profile(request):
    page = env.get_template("profile.html").render(user=request.query["user"])
    return web.Response(text=page, content_type="text/html")
