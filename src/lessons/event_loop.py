"""Three feeds, fetched at the same time by one thread."""

import asyncio
import json
import sys
from urllib.parse import urlsplit

FEEDS = 3
ITEMS = 5
LATENCY = 1.0  # seconds, added before each request
LIMIT = 2
TIMEOUT = 10.0  # seconds
SITE = "http://localhost:8080"
NAMES = ["python", "programming", "compsci"]


async def get(address):
    """A small HTTP client: one connection, one request, one answer."""
    url = urlsplit(address)
    reader, writer = await asyncio.open_connection(url.hostname, url.port or 80)
    try:
        writer.write(f"GET {url.path} HTTP/1.0\r\nHost: {url.netloc}\r\n\r\n".encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()  # also when the task is cancelled: the request is aborted
    status = head.split()[1].decode()
    if status != "200":
        raise OSError(f"the host answered with status {status} instead of a text")
    return json.loads(body)


async def show(feed, connections):
    """Fetches a feed and prints it, or what went wrong: the other feeds do not care."""
    name = NAMES[feed % 3] + (f" {feed // 3 + 1}" if feed >= 3 else "")
    try:
        async with connections, asyncio.timeout(TIMEOUT):
            await asyncio.sleep(LATENCY)  # the added latency
            answer = await get(f"{SITE}/feeds/{NAMES[feed % 3]}.json")
        for post in answer["posts"][:ITEMS]:
            print(f"{post['score']:4}  {post['title']}  {post['link']}")
        print(f"{name}: DONE")
    except TimeoutError:
        print(f"{name}: no answer within {TIMEOUT:g} s")
    except OSError as why:
        print(f"{name}: {why}")
    except asyncio.CancelledError:
        print(f"{name}: cancelled")
        raise  # who cancels must be told that it is done


async def one_after_another():
    """The next feed is asked for when the one before has been printed."""
    for feed in range(FEEDS):
        await show(feed, asyncio.Semaphore(1))


async def at_the_same_time(limit):
    """Every feed is a task of its own; the group waits for all of them."""
    connections = asyncio.Semaphore(limit)
    async with asyncio.TaskGroup() as group:
        for feed in range(FEEDS):
            group.create_task(show(feed, connections))


async def main():
    try:
        if "sequential" in sys.argv:
            await one_after_another()
        else:
            await at_the_same_time(LIMIT if "limited" in sys.argv else FEEDS)
        if "forever" in sys.argv:
            await asyncio.Event().wait()
    finally:
        print("closed")


if __name__ == "__main__":
    try:
        asyncio.run(main())  # starts the loop, ends it, and clears up
    except KeyboardInterrupt:
        pass  # Ctrl-C: main was cancelled, and has closed what it opened
