"""A chess exhibition: one player, many boards, one event loop."""

import asyncio
import sys
import time

OPPONENTS = 24
OWN_MOVE = 5.0  # seconds
REPLY = 55.0  # seconds
ROUNDS = 30
SPEED = 1800.0  # seconds of the exhibition in a real one


def one_after_another():
    """She stays at a board until its game is over."""
    for board in range(1, OPPONENTS + 1):
        for _ in range(ROUNDS):
            time.sleep(OWN_MOVE / SPEED)  # her move
            time.sleep(REPLY / SPEED)  # she waits, and does nothing else
        print(f"board {board}: game over")


async def from_table_to_table():
    """Every board is a task of its own."""
    async with asyncio.TaskGroup() as boards:
        for board in range(1, OPPONENTS + 1):
            boards.create_task(play(board))


async def play(board):
    """She moves, the opponent thinks, and meanwhile she is elsewhere."""
    for _ in range(ROUNDS):
        time.sleep(OWN_MOVE / SPEED)  # her move: nobody else is served
        await asyncio.sleep(REPLY / SPEED)  # she is free: other boards go on
    print(f"board {board}: game over")


def main():
    if "synchronous" in sys.argv:
        one_after_another()
    else:
        asyncio.run(from_table_to_table())


if __name__ == "__main__":
    main()
