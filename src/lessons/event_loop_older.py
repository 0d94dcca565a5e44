"""The same program as it was written around 2016. Three things are wrong with it: mend them."""

import asyncio
import json
import signal
import sys

import aiohttp

NAMES = ["python", "programming", "compsci"]
SITE = "http://localhost:8080"

loop = asyncio.get_event_loop()
client = aiohttp.ClientSession(loop=loop)


async def get_json(client, address):
    async with client.get(address) as response:
        assert response.status == 200
        return json.loads(await response.text())


async def show(name, client):
    feed = await get_json(client, f"{SITE}/feeds/{name}.json")
    for post in feed["posts"][:5]:
        print(post["score"], post["title"], post["link"])
    print(f"{name}: DONE")


def stop(number, frame):
    loop.stop()
    client.close()
    sys.exit(0)


signal.signal(signal.SIGINT, stop)

for name in NAMES:
    asyncio.ensure_future(show(name, client))

loop.run_forever()
