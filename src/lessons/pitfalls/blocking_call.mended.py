"""An awaited call lets the others run."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds


async def main():
    """Every request is a task of its own."""
    async with asyncio.TaskGroup() as requests:
        for i in range(1, TASKS + 1):
            requests.create_task(request(i))


async def request(i):
    print(f"request {i}: asked")
    await asyncio.sleep(WAIT)  # the others run meanwhile
    print(f"request {i}: answered")


asyncio.run(main())
