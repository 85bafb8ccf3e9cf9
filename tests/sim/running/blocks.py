"""Blocks of work for executors: what a worker must import is little."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from sim.running.executor import Shared

SOON = 60.0
"""Seconds within which something must have happened on a busy machine."""


def process_of(seconds: float) -> int:
    """The process that does it."""
    time.sleep(seconds)
    return os.getpid()


def times(folder: Path, shared: Shared[int], number: int) -> int:
    """A product; a file says how often it was asked for. The fourth waits until the first three are known, then kills its worker, once."""
    with (folder / f"{number}").open("a") as file:
        file.write("x")
    begun = time.monotonic()
    while number == 3 and not (folder / "known").exists() and time.monotonic() - begun < SOON:
        time.sleep(0.01)
    if number == 3 and not (folder / "killed").exists():
        kill_once(folder / "killed")
    return shared.get() * number


def marked(folder: Path, number: int) -> int:
    """The number; a file says that it was asked for. All but the first take some seconds."""
    (folder / f"{number}").touch()
    time.sleep(3.0 if number else 0.0)
    return number


def kill_once(mark: Path) -> None:
    """Kill -9 of this process, where that was not done before."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
