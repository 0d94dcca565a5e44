"""One page after another."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds


async def main():
    for page in range(1, TASKS + 1):
        await fetch(page)


async def fetch(page):
    await asyncio.sleep(WAIT)  # stands for a request
    print(f"page {page}: fetched")


asyncio.run(main())
