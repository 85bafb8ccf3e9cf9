"""Worker processes: begun when they are first needed, kept for what comes next, and ended when their work breaks off.

They are never copies of this process. A copy has the locks that other threads held, and not the threads: a solver that was used
before hangs in it for ever. On Linux they are copies of a server that has done nothing but import, elsewhere they begin anew. Nor do
they run the caller's script once more, so that it needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, resource_tracker
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from site import getsitepackages
from types import ModuleType
from typing import Any, TypeVar

from sim.running.executor import Shared, WorkerLost
from sim.running.lent import Lent
from sim.running.worker import REQUESTS, begin

T = TypeVar("T")

METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How processes are begun."""

PRELOADED = ["sim.running.candidates", "sim.events.engine", "sim.lanes.engine"]
"""What the server imports, so that its copies need not."""

WAITING = [*REQUESTS, *([signal.SIGALRM] if hasattr(signal, "SIGALRM") else [])]
"""Signals that must not come in between while a process is begun."""

GLANCE = 0.5
"""Seconds between two looks at work under way: not on every system does a request to stop end a wait (assumed)."""

SOON = 2.0
"""Seconds in which a pool sees by itself that a process is dead (assumed; it takes some milliseconds)."""


class Processes:
    """An executor of several processes, or of one.

    Parameters
    ----------
    count : int
        How many, at most: each is begun when all others are at work.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._children: set[BaseProcess] = set()

    def map(self, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> Iterator[T]:
        """See :class:`sim.running.executor.Executor`; all jobs are begun with, whether or not their answers are asked for."""
        with self._ended_if_broken_off():
            futures = deque(self._submit(work, job) for job in jobs)
            while futures:
                self._is_done(futures[0])
                yield futures.popleft().result()

    def call(self, work: Callable[..., T], *job: Any, seconds: float | None = None) -> T:
        """What `work` says to one job.

        Raises
        ------
        TimeoutError
            There is no answer after so many seconds; the processes were ended.
        WorkerLost
            The process ended before its work did.
        """
        with self._ended_if_broken_off():
            future = self._submit(work, job)
            if not self._is_done(future, seconds):
                raise TimeoutError
            return future.result()

    def share(self, thing: T) -> Shared[T]:
        """See :class:`sim.running.executor.Executor`."""
        return Lent(thing)

    def end(self) -> None:
        """End all processes at once; the next work begins new ones."""
        children, self._children = self._children, set()
        for child in children:
            child.kill()  # polite requests they leave to this process
        for child in children:
            child.join()
        pool, self._pool = self._pool, None
        if pool:  # not before: a process that just begins would miss what is gone then, and complain
            _end_half_an_answer(pool)
            pool.shutdown(wait=False, cancel_futures=True)

    def _is_done(self, future: Future[Any], seconds: float | None = None) -> bool:
        """Wait until there is an answer, or so many seconds.

        Raises
        ------
        BrokenProcessPool
            A process is dead. The pool may not see that by itself: of one that was killed while it wrote, it waits for the rest.
        """
        glances = 0
        while not wait([future], GLANCE).done:
            glances += 1
            if seconds is not None and glances * GLANCE >= seconds:
                return False
            if any(child.exitcode is not None for child in self._children) and not wait([future], SOON).done:
                raise BrokenProcessPool
        return True

    @contextmanager
    def _ended_if_broken_off(self) -> Iterator[None]:
        try:
            yield
        except BrokenProcessPool:
            self.end()
            raise WorkerLost(
                "a worker process was killed, as systems do when memory runs out (fewer --workers need less)"
            ) from None
        except BaseException:
            self.end()
            raise

    def _submit(self, work: Callable[..., T], job: tuple[Any, ...]) -> Future[T]:
        if self._pool and len(self._children) == self.count:
            return self._pool.submit(work, *job)
        others = active_children()
        with _as_nobodys_child():  # its locks have a process of their own that looks after them
            self._pool = self._pool or ProcessPoolExecutor(self.count, _context(), initializer=begin)
            future = self._pool.submit(work, *job)
            self._children.update(child for child in active_children() if child not in others)
        return future


_kept = Processes(1)
"""Those of this process, as many as were asked for last."""


def kept_processes(count: int) -> Processes:
    """So many processes: those of the last time, if they were as many."""
    global _kept
    if _kept.count != count:
        _kept.end()
        _kept = Processes(count)
    return _kept


def _end_half_an_answer(pool: ProcessPoolExecutor) -> None:
    """Let the pool's thread, which may read what a killed process did not write to its end, find the end: this process has the last other
    end of that pipe."""
    queue = getattr(pool, "_result_queue", None)
    if queue is not None:
        queue._writer.close()


def _context() -> BaseContext:
    context = get_context(METHOD)
    if METHOD == "forkserver":
        context.set_forkserver_preload(PRELOADED)
    return context


@contextmanager
def _as_nobodys_child() -> Iterator[None]:
    """Processes begun meanwhile hear no request to stop, from their first moment on, and do not run the caller's script."""
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        with _requests_wait(), _not_heard_by_children(), _modules_of_this_program():
            yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _modules_of_this_program() -> Iterator[None]:
    """Processes begun meanwhile find the modules that this process has, and not files of the same names in the folder where it was called."""
    before = {name: os.environ.get(name) for name in ("PYTHONSAFEPATH", "PYTHONPATH")}
    root = str(Path(__file__).parents[2])
    os.environ["PYTHONSAFEPATH"] = "1"
    if root not in getsitepackages():
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (root, before["PYTHONPATH"])))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _requests_wait() -> Iterator[None]:
    """Requests to this process are answered afterwards: a process half begun would be nobody's to end."""
    if threading.current_thread() is not threading.main_thread():  # which alone hears them
        yield
        return
    heard = list[int]()
    handlers = {number: signal.signal(number, lambda number, _: heard.append(number)) for number in WAITING}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for number in heard:
            signal.raise_signal(number)


@contextmanager
def _not_heard_by_children() -> Iterator[None]:
    """What this thread does not hear, processes that it begins do not hear either."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, REQUESTS)
    resource_tracker.ensure_running()  # one more process, which lets some of them through again as it begins
    signal.pthread_sigmask(signal.SIG_BLOCK, REQUESTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
