"""A lock held for the writing alone."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds


async def main():
    lock, ledger = asyncio.Lock(), []
    async with asyncio.TaskGroup() as entries:
        for i in range(1, TASKS + 1):
            entries.create_task(write(i, lock, ledger))


async def write(i, lock, ledger):
    await asyncio.sleep(WAIT)  # the entry arrives: nobody has to stand in line
    async with lock:
        ledger.append(i)
        print(f"entry {i}: written")


asyncio.run(main())
