"""Functions are values: handed over now, called when a wait has ended."""

import asyncio
import sys
import time
import urllib.request
from functools import partial

OPERATIONS = 5
WAITS = [1.0] * OPERATIONS  # seconds
ORDER = range(1, OPERATIONS + 1)  # or a list such as [3, 1, 2, 5, 4]
IO = "timer"  # or "request"
HAND_OVER = "f"  # or "f()"
SITE = "http://localhost:8080"

loop = asyncio.new_event_loop()
under_way = set()


def main(begin):
    """Begins every operation, and says what is to be called when it has ended."""
    for i in ORDER:
        f = partial(done, i)  # a function: nothing is printed yet
        if HAND_OVER == "f":
            begin(i, f)  # the function is handed over
        else:
            begin(i, f())  # the function is called now, and its result is handed over: None
    print("all handed over")


def done(i):
    """What is to happen when operation i has ended."""
    print(f"operation {i}: done")


def blocking(i, callback):
    """Waits, and the whole thread waits with it."""
    print(f"operation {i}: begins")
    request(i)
    time.sleep(WAITS[i - 1])
    call(i, callback)


def deferred(i, callback):
    """Says what is to be called when the wait has ended, and returns at once."""
    print(f"operation {i}: begins")
    under_way.add(i)
    if IO == "timer":
        loop.call_later(WAITS[i - 1], ended, i, callback)
    else:
        answer = loop.run_in_executor(None, request, i)  # a thread waits for the answer
        answer.add_done_callback(lambda _: loop.call_later(WAITS[i - 1], ended, i, callback))


def ended(i, callback):
    """The loop calls this when the wait has ended."""
    call(i, callback)
    under_way.remove(i)
    if not under_way:
        loop.stop()  # the last one out turns off the light


def call(i, callback):
    """Now the function is called, if it is one."""
    try:
        callback()
    except TypeError as why:
        print(f"operation {i}: {why}")


def request(i):
    """A real request, where that is what is waited for."""
    if IO == "request":
        try:
            with urllib.request.urlopen(f"{SITE}/feeds/python.json") as answer:
                answer.read()
        except OSError as why:
            print(f"operation {i}: {why}")


if __name__ == "__main__":
    if "blocking" in sys.argv:
        main(blocking)
    else:
        main(deferred)
        loop.run_forever()
    loop.close()
