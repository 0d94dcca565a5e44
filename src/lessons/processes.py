"""One process for each name: memory of its own, and a copy of all that crosses its border."""

import multiprocessing
import sys

NAMES = ["America", "Europe", "Africa"]
WORK = 8_000_000  # additions: about half a second
POOL = 0  # 0: a process for each call
MESSAGE = bytes(1)

counter = [0]

print(f"loaded as {__name__}", flush=True)  # every process gets here


def greet(message, continent="Asia"):
    """What a process does: it has a copy of the message, and a counter of its own."""
    for _ in range(WORK):
        pass
    print(f"The name of the continent is {continent}", flush=True)
    counter[0] += 1
    return f"counter {counter[0]} at {id(counter):#x}"


def answer(pipe, *arguments):
    """Only a copy of what the function returns gets back to the parent."""
    pipe.send(greet(*arguments))


def start(*arguments):
    """Starts a process; it loads this program from its beginning."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=answer, args=(theirs, MESSAGE, *arguments))
    process.start()
    return process, ours


def join(label, process, pipe):
    """Waits for the answer of a process, and for its end."""
    print(f"{label}: {pipe.recv()}", flush=True)
    process.join()


def together(calls):
    started = [(label, *start(*arguments)) for label, arguments in calls]
    for label, process, pipe in started:
        join(label, process, pipe)


def one_by_one(calls):
    for label, arguments in calls:
        join(label, *start(*arguments))


def pool(calls):
    with multiprocessing.Pool(POOL) as processes:
        answers = processes.starmap(greet, [(MESSAGE, *arguments) for _, arguments in calls], chunksize=1)
    for (label, _), text in zip(calls, answers):
        print(f"{label}: {text}", flush=True)


def main():
    calls = [("(no name)", ())] + [(name, (name,)) for name in NAMES]
    if "one-by-one" in sys.argv:
        one_by_one(calls)
    elif POOL:
        pool(calls)
    else:
        together(calls)
    print(f"parent: counter {counter[0]} at {id(counter):#x}")


if __name__ == "__main__":  # without this line each process would start processes of its own
    multiprocessing.set_start_method("spawn")  # not "fork", which copies the parent instead
    main()
