"""A coroutine that nobody awaits: nothing of it runs."""

import asyncio
import time

WAIT = 1.0  # seconds
WORK = 0.2  # seconds


async def main():
    saved = []
    time.sleep(WORK)  # writes the letter
    save("letter", saved)  # made, and forgotten
    print(f"saved: {len(saved)} of 1")


async def save(letter, saved):
    await asyncio.sleep(WAIT)  # the disk answers
    saved.append(letter)


asyncio.run(main())
