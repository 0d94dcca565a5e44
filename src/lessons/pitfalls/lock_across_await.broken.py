"""A lock held while waiting: everybody queues."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds


async def main():
    lock, ledger = asyncio.Lock(), []
    async with asyncio.TaskGroup() as entries:
        for i in range(1, TASKS + 1):
            entries.create_task(write(i, lock, ledger))


async def write(i, lock, ledger):
    async with lock:
        await asyncio.sleep(WAIT)  # the entry arrives: everybody else stands in line
        ledger.append(i)
        print(f"entry {i}: written")


asyncio.run(main())
