import asyncpg
from aiohttp import web


async def city(request):
    name = request.match_info["name"]
    pool = request.app["pool"]
    async with pool.acquire() as conn:
        row = await conn.fetchrow("SELECT population FROM cities WHERE name = '%s'" % name)
    if row is None:
        raise web.HTTPNotFound()
    return web.json_response({"population": row["population"]})
