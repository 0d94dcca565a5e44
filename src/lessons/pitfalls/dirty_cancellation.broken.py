"""A timeout that cuts an update in two."""

import asyncio

TASKS = 5
WAIT = 1.0  # seconds


async def main():
    accounts, lock = {"mine": TASKS, "yours": 0}, asyncio.Lock()
    for i in range(1, TASKS + 1):
        try:
            async with asyncio.timeout(WAIT):
                await transfer(accounts, lock, WAIT / 2 if i % 2 else 2 * WAIT)
            print(f"transfer {i}: done")
        except TimeoutError:
            print(f"transfer {i}: cut off")
    mine, yours = accounts.values()
    print(f"mine {mine}, yours {yours}, lost {TASKS - mine - yours}")


async def transfer(accounts, lock, answers_after):
    async with lock:
        accounts["mine"] -= 1
        await asyncio.sleep(answers_after)  # the bank answers: a timeout strikes here
        accounts["yours"] += 1


asyncio.run(main())
