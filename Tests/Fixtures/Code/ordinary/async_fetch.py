import asyncio

import aiohttp

PAGES = ["https://example.com/a", "https://example.com/b"]


async def fetch(session, url):
    async with session.get(url) as reply:
        return url, len(await reply.text())


async def main():
    async with aiohttp.ClientSession() as session:
        for url, size in await asyncio.gather(*(fetch(session, url) for url in PAGES)):
            print(url, size)


asyncio.run(main())
