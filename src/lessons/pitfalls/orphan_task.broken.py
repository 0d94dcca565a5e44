"""Tasks that nobody holds."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds
WORK = 0.2  # seconds


async def main():
    sent = []
    for i in range(1, TASKS + 1):
        asyncio.create_task(send(i, sent))  # nobody holds it
    await asyncio.sleep(WORK)  # the page comes
    print(f"sent {len(sent)} of {TASKS}")


async def send(i, sent):
    await asyncio.sleep(WAIT)  # the mail goes out
    sent.append(i)


asyncio.run(main())
