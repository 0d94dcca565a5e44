"""A prefix filter: pulled from a generator, pushed into a coroutine, and many of them on a loop."""

import sys
import time
from collections import deque

PREFIX = "Dear"
LINES = ["James", "Dear James", "Dear reader", "Yours, James"]
EVERY = 0.5  # seconds until the next line is there
WORK = 0.1  # seconds that taking a line costs
FILTERS = 3


def lines():
    """A generator: it produces a line each time it is asked for one."""
    for line in LINES:
        time.sleep(EVERY)
        yield line


def prefix_filter(prefix, label=""):
    """A coroutine: it consumes lines, and produces how many it has found so far."""
    found = 0
    print(f'{label}searching for "{prefix}"')
    try:
        while True:
            line = yield found  # stops here, until somebody sends a line
            time.sleep(WORK)
            if line.startswith(prefix):
                print(f"{label}{line}")
                found += 1
    finally:
        print(f"{label}closed, {found} found")


def pull():
    """A plain loop asks the generator for one line after another."""
    found = 0
    print(f'searching for "{PREFIX}"')
    for line in lines():
        time.sleep(WORK)
        if line.startswith(PREFIX):
            print(line)
            found += 1
    print(f"closed, {found} found")


def push():
    """The same the other way round: the lines are sent into the filter."""
    search = prefix_filter(PREFIX)
    next(search)  # primed: it has run to its first yield
    for line in lines():
        search.send(line)  # comes back at the next yield
    search.close()


def round_robin(filters):
    """An event loop, of nothing but send: a queue, and a turn for whoever is in front."""
    ready = deque(filters)
    for task in ready:
        next(task)
    for line in lines():  # the only wait, and it is everybody's
        for _ in range(len(ready)):
            task = ready.popleft()
            task.send(line)  # its turn: it runs to its next yield
            ready.append(task)  # and stands at the back of the queue
    for task in ready:
        task.close()


def main():
    if "generator" in sys.argv:
        pull()
    elif "coroutine" in sys.argv:
        push()
    else:
        round_robin(prefix_filter(PREFIX, f"{i}: ") for i in range(1, FILTERS + 1))


if __name__ == "__main__":
    main()
