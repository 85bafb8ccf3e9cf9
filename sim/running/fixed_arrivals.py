"""Many staffings on what came in one run, visits or work orders: quicker by far than runs of their own, and nearly the same.

For a search that looks at hundreds of staffings next to one; what it ends with must be simulated as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, Self, TypeVar

from sim.results.result import Result
from sim.running.executor import Shared
from sim.running.workers import Workers, count_of, executor
from sim.scenario import Scenario
from sim.tally import Tally, group_size, join_tallies, regroup
from sim.tally.wanted import Only


class Arrivals(Protocol):
    """What comes in some replications, whoever serves it."""

    @property
    def count(self) -> int:
        """How many visits or orders these are."""

    @property
    def seed(self) -> int:
        """Seed of the dice."""

    @property
    def replications(self) -> range:
        """Numbers of the replications."""

    def first(self, count: int) -> Self:
        """What comes in the first so many replications."""


Known = TypeVar("Known", bound=Arrivals)


@dataclass(frozen=True)
class Kind(Generic[Known]):
    """How arrivals of a kind are served.

    Attributes
    ----------
    tallies : callable
        The tally of each of some variants that serve them; a function of a module, for other processes to find.
    at_once : int
        How many arrivals of all variants are gone through together, about.
    worth : int
        From how many on a further process is worth it.
    """

    tallies: Callable[[Sequence[Scenario], Known, Only | None], list[Tally]]
    at_once: int
    worth: int


class FixedArrivals(Generic[Known]):
    """What comes in a run with one staffing, on which others are tried.

    Worker processes get it once, when that is first worth it, and keep what they draw.

    Parameters
    ----------
    kind : Kind
        How it is served.
    pieces : sequence of Arrivals
        What comes, some replications each, which follow on each other.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
    whole : FixedArrivals, optional
        That of more replications, whose processes are used.
    """

    def __init__(
        self,
        kind: Kind[Known],
        pieces: Sequence[Known],
        workers: Workers = 1,
        whole: FixedArrivals[Known] | None = None,
    ) -> None:
        self.pieces = pieces
        self._kind, self._workers, self._whole = kind, workers, whole or self

    @property
    def replications(self) -> range:
        """Numbers of the replications."""
        return range(self.pieces[0].replications.start, self.pieces[-1].replications.stop)

    def first(self, count: int) -> FixedArrivals[Known]:
        """What comes in the first so many replications."""
        left, some = count, list[Known]()
        for piece in self.pieces:
            some += [piece.first(min(left, len(piece.replications)))] if left > 0 else []
            left -= len(piece.replications)
        return FixedArrivals(self._kind, some, self._workers, self._whole)

    def evaluate(self, variants: Sequence[Scenario], only: Only | None = None) -> list[Result]:
        """Simulate scenarios that differ in heads and shifts alone; a result for each, in order."""
        arrivals = len(variants) * sum(piece.count for piece in self.pieces)
        count = min(count_of(self._workers), max(1, arrivals // self._kind.worth))
        blocks = self._blocks(variants, count)
        done = self._all(
            [(block, number) for block in blocks for number in range(len(self.pieces))], only, count
        )
        found, replications = list[Result](), self.replications
        for block in blocks:
            of_pieces = [next(done) for _ in self.pieces]
            for variant, tallies in zip(block, zip(*of_pieces, strict=True), strict=True):
                tally = regroup(join_tallies(tallies), group_size(len(replications)), replications.start)
                found.append(Result(variant, tally, self.pieces[0].seed, "numpy"))
        return found

    def _blocks(self, variants: Sequence[Scenario], count: int) -> list[Sequence[Scenario]]:
        """Variants that are gone through together: as few as fit, of one size, and enough for so many processes."""
        most = max(1, self._kind.at_once // max(1, *(piece.count for piece in self.pieces)))
        side_by_side = -(-count // len(self.pieces))
        rounds = max(1, -(-len(variants) // (most * side_by_side)))
        together = max(1, -(-len(variants) // (rounds * side_by_side)))
        return [variants[first : first + together] for first in range(0, len(variants), together)]

    def _all(
        self, jobs: Sequence[tuple[Sequence[Scenario], int]], only: Only | None, count: int
    ) -> Iterator[list[Tally]]:
        """The tallies of some variants on one piece, job by job."""
        if count == 1 or len(jobs) == 1:
            yield from (self._kind.tallies(block, self.pieces[number], only) for block, number in jobs)
            return
        shared, kind = self._whole._shared, self._kind
        several = [
            (kind, block, shared[number], only, len(self.pieces[number].replications))
            for block, number in jobs
        ]
        yield from executor(self._workers).map(_tallies_of_shared, several)

    @cached_property
    def _shared(self) -> list[Shared[Known]]:
        return [executor(self._workers).share(piece) for piece in self.pieces]


def _tallies_of_shared(
    kind: Kind[Known], variants: Sequence[Scenario], shared: Shared[Known], only: Only | None, count: int
) -> list[Tally]:
    return kind.tallies(variants, shared.get().first(count), only)
