"""Processes that share work. When work breaks off, by Ctrl-C or an error, those under way are ended and not waited for."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children


@contextmanager
def processes(
    count: int, begin: Callable[..., object] | None = None, *given: object
) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each of which calls `begin` with what is `given` first; others that run already are left alone."""
    others = active_children()
    with ProcessPoolExecutor(count, initializer=_begin, initargs=(begin, given)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            children = [child for child in active_children() if child not in others]
            for child in children:
                child.kill()  # a polite request may come before the process is ready to hear it
            for child in children:
                child.join()
            raise


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(begin: Callable[..., object] | None, given: tuple[object, ...]) -> None:
    """Ctrl-C is the parent's to answer: it keeps what is finished, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if begin:
        begin(*given)
