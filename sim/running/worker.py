"""How a process behaves that works for another one."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from multiprocessing import parent_process
from threading import Thread

REQUESTS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Requests to stop. A terminal sends them to all processes at once; they are the parent's to answer."""


def begin() -> None:
    """Leave requests to stop to the parent, end when it does, and keep its standard output clean."""
    for number in REQUESTS:
        signal.signal(number, signal.SIG_IGN)
    with suppress(OSError):  # there may be no standard error
        os.dup2(2, 1)  # whatever a compiled library prints here must not stand in the answer of a command
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers: they find out themselves, even in the middle of their work."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
