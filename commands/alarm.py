"""An alarm that breaks off whatever the main thread is doing, in Python or in a wait for other processes."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from optimize.deadline import OutOfTime

AGAIN = 2.0
"""Seconds after which it rings again: what is raised in a destructor is lost (assumed)."""

SOON = 1e-3
"""Seconds in place of none at all, which would mean never."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in this block after so many seconds; in the main thread alone, since others cannot be reached.

    A block within another one ends no later than that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with _rings_after(max(seconds, SOON)):
        yield


def _ring(*_: object) -> None:
    raise OutOfTime


if sys.platform == "win32":  # which has no clock for signals

    @contextmanager
    def _rings_after(seconds: float) -> Iterator[None]:
        before = signal.signal(signal.SIGBREAK, _ring)
        timer = threading.Timer(seconds, _thread.interrupt_main, (signal.SIGBREAK,))
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            signal.signal(signal.SIGBREAK, before)

else:

    @contextmanager
    def _rings_after(seconds: float) -> Iterator[None]:
        before, begun = signal.signal(signal.SIGALRM, _ring), time.monotonic()
        outer, _ = signal.getitimer(
            signal.ITIMER_REAL
        )  # there is one clock for signals: that of a block around it, if any
        signal.setitimer(signal.ITIMER_REAL, min(seconds, outer or seconds), AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
            signal.signal(signal.SIGALRM, before)
            if outer:
                signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - begun), SOON), AGAIN)
