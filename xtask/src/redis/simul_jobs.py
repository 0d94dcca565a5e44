"""The jobs of the lesson: what an RQ worker must be able to import."""

from rq import get_current_job


def count_words(text: str) -> int:
    """How many words a text has."""
    words = len(text.split())
    print(f"{words} words")  # this lands in the worker's log, not in the result
    return words


def fail(text: str) -> None:
    """A job that cannot be done."""
    raise ValueError(text)


def fail_until_last(text: str) -> str:
    """A job that is done by its last attempt, and by none before."""
    if get_current_job().retries_left:
        raise ValueError(text)
    return text
