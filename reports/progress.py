"""What is going on, on one line of the terminal; nothing where there is no terminal."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Say = Callable[[str], None]
Advance = Callable[[str, int, int], None]
"""Told of a policy: how many replications are finished, and how many there will be."""


class _Notes(logging.Handler):
    """Prints what is logged, above whatever moves on the terminal; not in processes that begin as copies of this one."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console, self._process = console, os.getpid()

    def emit(self, record: logging.LogRecord) -> None:
        if os.getpid() == self._process:
            self._console.print(record.getMessage(), markup=False, highlight=False)


@contextmanager
def notes(console: Console) -> Iterator[None]:
    """What the engines have to say is printed meanwhile, such as that something must be compiled first."""
    logger, handler = logging.getLogger("sim"), _Notes(console)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


@contextmanager
def unseen(quiet: bool) -> Iterator[None]:
    """Nothing moves. Warnings still come on stderr, but not where nothing but errors is wanted."""
    logger = logging.getLogger("sim")
    before = logger.level
    logger.setLevel(logging.ERROR if quiet else before)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def status(quiet: bool, elsewhere: Callable[[], AbstractContextManager[Say]]) -> Iterator[Say]:
    """A line that says what is being done; where there is no terminal, what `elsewhere` makes of it."""
    if quiet:
        with unseen(quiet):
            yield lambda _: None
        return
    if not sys.stderr.isatty():
        with unseen(quiet), elsewhere() as say:
            yield say
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("begin") as shown, notes(console):
        yield shown.update


@contextmanager
def bar(quiet: bool) -> Iterator[Advance]:
    """A bar for each policy, with what is left."""
    if quiet or not sys.stderr.isatty():
        with unseen(quiet):
            yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress, notes(console):
        tasks: dict[str, TaskID] = {}

        def advance(policy: str, done: int, total: int) -> None:
            if policy not in tasks:
                tasks[policy] = progress.add_task(policy, total=total)
            progress.update(tasks[policy], completed=done, total=total)

        yield advance
