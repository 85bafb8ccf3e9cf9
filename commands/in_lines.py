"""What goes on, where no terminal shows it: a line each half minute, so that a log of hours says that work is done, and on what."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reports.progress import Say

EVERY = 30
"""Seconds between two lines."""

Wait = Callable[[float], bool]
"""Waits so many seconds, or until the work has ended; says whether it has."""


@contextmanager
def in_lines(wait: Wait | None = None) -> Iterator[Say]:
    """What is said meanwhile is told on stderr, the last of it each half minute.

    Parameters
    ----------
    wait : callable, optional
        What waits; the clock of the system, if not given.
    """
    ended, said = threading.Event(), ["begins"]

    def tell() -> None:
        seconds = 0
        while not (wait or ended.wait)(EVERY):
            seconds += EVERY
            print(
                f"counterline: after {seconds // 60}:{seconds % 60:02} min: {said[-1]}",
                file=sys.stderr,
                flush=True,
            )

    def say(what: str) -> None:
        said[:] = [what]

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield say
    finally:
        ended.set()
        teller.join(1.0)
