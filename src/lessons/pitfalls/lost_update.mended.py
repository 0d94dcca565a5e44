"""A lock from reading to writing: nothing is lost."""

import asyncio
import random

REPEATS = 10
SEED = 1
TASKS = 5
WAIT = 1.0  # seconds


class Account:
    def __init__(self):
        self.balance = 0
        self.lock = asyncio.Lock()


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
    async with account.lock:  # nobody else from here to the end
        read = account.balance
        await asyncio.sleep(WAIT / (2 * TASKS))  # the bank answers
        account.balance = read + 1


asyncio.run(main())
