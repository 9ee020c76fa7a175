import asyncio
from aiohttp import web


async def lookup(request):
    domain = request.query.get("domain", "localhost")
    process = await asyncio.create_subprocess_exec("whois", "--", domain,
                                                   stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    return web.json_response({"lines": out.decode(errors="replace").splitlines()})
