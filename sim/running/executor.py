"""One way to have work done, whoever does it: this process, or several.

Work is a function and a list of jobs, the arguments of its calls; answers come in the order of the jobs. What the jobs are does not
depend on who does them, so neither does any digit. Another way of running them, such as a cluster, is one more class with these
two methods, chosen in :func:`executor`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from multiprocessing import parent_process
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Thing = TypeVar("Thing", covariant=True)


class Shared(Protocol[Thing]):
    """Something large that many jobs need: each worker gets it once. Jobs are given this in its place."""

    def get(self) -> Thing:
        """The thing itself."""
        ...


class Executor(Protocol):
    """Has work done."""

    def map(self, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> Iterator[T]:
        """What `work` says to each job, in order. Where that breaks off, work under way is ended and not waited for.

        Raises
        ------
        WorkerLost
            A worker ended before its work did, such as one that the system killed when memory ran out.
        """
        ...

    def share(self, thing: T) -> Shared[T]:
        """Give something large to all workers. Whoever shares it holds on to what this returns for as long as jobs use it."""
        ...


class WorkerLost(RuntimeError):
    """A worker ended before its work did."""


@dataclass(frozen=True)
class _Here:
    """Something that stays in this process."""

    thing: Any

    def get(self) -> Any:
        return self.thing


class Serial:
    """This process does all work itself."""

    def map(self, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> Iterator[T]:
        """One job after the other, each when its answer is asked for."""
        yield from starmap(work, jobs)

    def share(self, thing: T) -> Shared[T]:
        """There is nobody to give it to."""
        return _Here(thing)


def executor(workers: int) -> Executor:
    """Who does work that so many processes may share: this one alone where it is one, or is a worker itself."""
    from sim.running.processes import kept_processes

    return kept_processes(workers) if workers > 1 and not is_worker() else Serial()


def is_worker() -> bool:
    """Whether another process started this one to work for it."""
    return parent_process() is not None


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
