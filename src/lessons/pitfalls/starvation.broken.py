"""Computing that never gives way."""

import asyncio
import time

TASKS = 5
WAIT = 1.0  # seconds
WORK = 0.2  # seconds


async def main():
    ticks = []
    ticker = asyncio.create_task(tick(ticks))
    for row in range(1, TASKS + 1):
        await crunch()  # goes straight on: it never waits
        print(f"row {row}: done")
    ticker.cancel()
    print(f"{TASKS} rows, {len(ticks)} ticks")


async def crunch():
    for _ in range(10):
        time.sleep(WORK / 10)  # stands for computing


async def tick(ticks):
    while True:
        await asyncio.sleep(WAIT / 10)
        ticks.append("tick")


asyncio.run(main())
