"""An awaited coroutine runs."""

import asyncio
import time

WAIT = 1.0  # seconds
WORK = 0.2  # seconds


async def main():
    saved = []
    time.sleep(WORK)  # writes the letter
    await save("letter", saved)
    print(f"saved: {len(saved)} of 1")


async def save(letter, saved):
    await asyncio.sleep(WAIT)  # the disk answers
    saved.append(letter)


asyncio.run(main())
