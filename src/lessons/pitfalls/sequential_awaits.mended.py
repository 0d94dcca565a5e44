"""All pages at the same time."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds


async def main():
    pages = [fetch(page) for page in range(1, TASKS + 1)]
    await asyncio.gather(*pages)


async def fetch(page):
    await asyncio.sleep(WAIT)  # stands for a request
    print(f"page {page}: fetched")


asyncio.run(main())
