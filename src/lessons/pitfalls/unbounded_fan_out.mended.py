"""A few workers, which share the requests."""

import asyncio

LINES = 100  # how many requests the server answers at once
TASKS = 5
WAIT = 1.0  # seconds


async def main():
    server = asyncio.Semaphore(LINES)
    requests = iter(range(100 * TASKS))
    workers = [work(requests, server) for _ in range(LINES)]
    answered = await asyncio.gather(*workers)
    print(f"answered {sum(answered)} of {100 * TASKS}")


async def work(requests, server):
    """Takes a request from the common list, as long as there is one."""
    return sum([await ask(server) for _ in requests])


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
