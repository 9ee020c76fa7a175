from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/avatar/{user}")
async def avatar(request):
    user = request.match_info["user"]
    return web.FileResponse("avatars/{}.jpg".format(user))
