"""Many staffings of offices on the orders of one run: quicker by far than runs with their halls and call centres, and nearly the same.

Where nobody asks about orders they are the same, digit by digit. Where customers do, others wait a little longer for that, and their orders come
a little later: what a search ends with must be simulated as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from sim.lanes.engine import refuses
from sim.lanes.office_apart import KnownOrders, known_orders, sheets_of_offices
from sim.results.result import Result
from sim.running.candidates import counted
from sim.running.executor import Shared
from sim.running.experiment import batches
from sim.running.workers import Workers, count_of, executor
from sim.scenario import Scenario
from sim.scenario.office import Office
from sim.tally import Tally, group_size, join_tallies, regroup
from sim.tally.wanted import Only

AT_ONCE = 3_000_000
"""Orders of staffings that are gone through together, about: those of a day and those that lie are at hand (measured: more are no quicker)."""

WORTH = 30_000
"""Orders from which on a further process is worth it: they have the orders already (assumed: half a second of work)."""


class SameOrders:
    """The orders of a run with one staffing, on which others of the offices are tried.

    Worker processes get them once, when that is first worth it.

    Parameters
    ----------
    pieces : sequence of KnownOrders
        Those orders, some replications each, which follow on each other.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
    whole : SameOrders, optional
        Those of more replications, whose processes are used.
    """

    def __init__(
        self, pieces: Sequence[KnownOrders], workers: Workers = 1, whole: SameOrders | None = None
    ) -> None:
        self._pieces, self._workers, self._whole = pieces, workers, whole or self

    @classmethod
    def of(cls, scenario: Scenario, replications: range, seed: int = 1, workers: Workers = 1) -> SameOrders:
        """Those of the run of a scenario: :func:`can_be_apart` says whether they can be.

        Parameters
        ----------
        scenario : Scenario
            With its staffing.
        replications : range
            Numbers of consecutive replications.
        seed : int
            Seed of the dice.
        workers : int or Executor
            Who works, such as so many processes at most; that changes no digit.
        """
        jobs = [
            (scenario, seed, piece) for piece in batches(scenario, replications, "numpy", count_of(workers))
        ]
        return cls(list(executor(workers, len(jobs)).map(known_orders, jobs)), workers)

    @property
    def replications(self) -> range:
        """Numbers of the replications."""
        return range(self._pieces[0].replications.start, self._pieces[-1].replications.stop)

    def first(self, count: int) -> SameOrders:
        """Those of the first so many replications."""
        left, some = count, list[KnownOrders]()
        for piece in self._pieces:
            some += [piece.first(min(left, len(piece.replications)))] if left > 0 else []
            left -= len(piece.replications)
        return SameOrders(some, self._workers, self._whole)

    def evaluate(self, variants: Sequence[Scenario], only: Only | None = None) -> list[Result]:
        """Simulate the offices of scenarios that differ in heads and shifts alone; a result for each, in order: of contacts it knows nothing."""
        each = sum(piece.count for piece in self._pieces)
        count = min(count_of(self._workers), max(1, len(variants) * each // WORTH))
        together = max(1, AT_ONCE // max(1, max(piece.count for piece in self._pieces)))
        blocks = [variants[first : first + together] for first in range(0, len(variants), together)]
        done = self._all(
            [(block, number) for block in blocks for number in range(len(self._pieces))], only, count
        )
        found, replications = list[Result](), self.replications
        for block in blocks:
            of_pieces = [next(done) for _ in self._pieces]
            for variant, tallies in zip(block, zip(*of_pieces, strict=True), strict=True):
                tally = regroup(join_tallies(tallies), group_size(len(replications)), replications.start)
                found.append(Result(variant, tally, self._pieces[0].seed, "numpy"))
        return found

    def _all(
        self, jobs: Sequence[tuple[Sequence[Scenario], int]], only: Only | None, count: int
    ) -> Iterator[list[Tally]]:
        """The tallies of some variants on one piece, job by job."""
        if count == 1 or len(jobs) == 1:
            yield from (_tallies(block, self._pieces[number], only) for block, number in jobs)
            return
        shared = self._whole._shared
        several = [
            (block, shared[number], only, len(self._pieces[number].replications)) for block, number in jobs
        ]
        yield from executor(self._workers).map(_tallies_of_shared, several)

    @cached_property
    def _shared(self) -> list[Shared[KnownOrders]]:
        return [executor(self._workers).share(piece) for piece in self._pieces]


def can_be_apart(scenario: Scenario) -> bool:
    """Whether offices of a scenario can be simulated on orders known from a run of it: what they do makes no other order, and none different."""
    return (
        bool(scenario.offices)
        and not refuses(scenario)
        and scenario.later is None
        and all(map(_orders_are_given, scenario.offices.values()))
    )


def _orders_are_given(office: Office) -> bool:
    """Whether no order of an office comes of another one that it has closed, or carries what depends on its heads or on its causes so far."""
    return not (
        office.analysis
        or office.typical_problems
        or any(each.recurs for each in office.causes.values())
        or any(each.leaves for each in office.categories.values())
        or any(each.own for each in office.departments.values())
    )


def _tallies_of_shared(
    variants: Sequence[Scenario], shared: Shared[KnownOrders], only: Only | None, count: int
) -> list[Tally]:
    return _tallies(variants, shared.get().first(count), only)


def _tallies(variants: Sequence[Scenario], known: KnownOrders, only: Only | None) -> list[Tally]:
    return counted(variants, lambda _: sheets_of_offices(variants, known), known.replications, only)
