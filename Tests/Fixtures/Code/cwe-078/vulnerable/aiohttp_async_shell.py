import asyncio
from aiohttp import web


async def lookup(request):
    domain = request.query.get("domain", "localhost")
    process = await asyncio.create_subprocess_shell(
        "whois " + domain,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    return web.Response(text=out.decode(errors="replace"))
