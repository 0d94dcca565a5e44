"""Read, await, write: what others wrote in between is lost."""

import asyncio
import random

REPEATS = 10
SEED = 1
TASKS = 5
WAIT = 1.0  # seconds


class Account:
    def __init__(self):
        self.balance = 0


async def main():
    wrong = 0
    for seed in range(SEED, SEED + REPEATS):
        chance = random.Random(seed)
        account = Account()
        async with asyncio.TaskGroup() as deposits:
            for _ in range(TASKS):
                begins = chance.uniform(0, WAIT)
                deposits.create_task(deposit(begins, account))
        print(f"seed {seed}: {TASKS} deposits, balance {account.balance}")
        wrong += account.balance != TASKS
    print(f"went wrong with {wrong} of {REPEATS} seeds")


async def deposit(begins, account):
    await asyncio.sleep(begins)
    read = account.balance
    await asyncio.sleep(WAIT / (2 * TASKS))  # the bank answers: others read and write
    account.balance = read + 1


asyncio.run(main())
