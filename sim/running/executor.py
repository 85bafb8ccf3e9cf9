"""One way to have work done, whoever does it: this process, several, or a cluster.

Work is a function and a list of jobs, the arguments of its calls; answers come in the order of the jobs. What the jobs are does not
depend on who does them, so neither does any digit.
"""

from __future__ import annotations

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

    @property
    def count(self) -> int:
        """How many jobs are worked on at once."""
        ...

    def map(self, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> Iterator[T]:
        """What `work` says to each job, in order. Where that breaks off, work under way is given up and not waited for.

        Raises
        ------
        WorkerLost
            A worker ended before its work did, such as one that the system killed when memory ran out, and nobody else does it.
        """
        ...

    def share(self, thing: T) -> Shared[T]:
        """Give something large to all workers. Whoever shares it holds on to what this returns for as long as jobs use it."""
        ...


class WorkerLost(RuntimeError):
    """A worker ended before its work did."""


@dataclass(frozen=True)
class Here:
    """Something that is in this process already."""

    thing: Any

    def get(self) -> Any:
        """The thing itself."""
        return self.thing


class Serial:
    """This process does all work itself."""

    count = 1

    def map(self, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> Iterator[T]:
        """One job after the other, each when its answer is asked for."""
        yield from starmap(work, jobs)

    def share(self, thing: T) -> Shared[T]:
        """There is nobody to give it to."""
        return Here(thing)


def is_worker() -> bool:
    """Whether another process started this one to work for it."""
    return parent_process() is not None
