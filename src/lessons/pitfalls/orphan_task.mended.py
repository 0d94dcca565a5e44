"""Tasks that belong to a group, which is awaited."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds
WORK = 0.2  # seconds


async def main():
    sent = []
    async with asyncio.TaskGroup() as mails:
        for i in range(1, TASKS + 1):
            mails.create_task(send(i, sent))
        await asyncio.sleep(WORK)  # the page comes
    print(f"sent {len(sent)} of {TASKS}")


async def send(i, sent):
    await asyncio.sleep(WAIT)  # the mail goes out
    sent.append(i)


asyncio.run(main())
