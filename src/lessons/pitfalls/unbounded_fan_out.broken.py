"""A task for every request, all at once."""

import asyncio

LINES = 100  # how many requests the server answers at once
TASKS = 5
WAIT = 1.0  # seconds


async def main():
    server = asyncio.Semaphore(LINES)
    requests = [ask(server) for _ in range(100 * TASKS)]
    answered = await asyncio.gather(*requests)
    print(f"answered {sum(answered)} of {100 * TASKS}")


async def ask(server):
    try:
        async with asyncio.timeout(2.5 * WAIT):
            await server.acquire()
    except TimeoutError:
        return False  # it has stood in line for too long
    await asyncio.sleep(WAIT)  # the server answers
    server.release()
    return True


asyncio.run(main())
