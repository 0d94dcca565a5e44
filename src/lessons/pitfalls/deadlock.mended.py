"""Two locks in the same order."""

import asyncio
import sys

WAIT = 1.0  # seconds


async def main():
    left, right = asyncio.Lock(), asyncio.Lock()
    try:
        async with asyncio.timeout(5 * WAIT):  # nothing else would end a deadlock
            await asyncio.gather(eat("alice", left, right), eat("bob", left, right))
    except TimeoutError:
        print("alice waits for bob, and bob for alice", file=sys.stderr)


async def eat(name, first, second):
    async with first:
        print(f"{name}: one fork")
        await asyncio.sleep(WAIT)
        async with second:
            print(f"{name}: two forks")


asyncio.run(main())
