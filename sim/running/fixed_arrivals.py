"""Many staffings on the visits of one: quicker by far than runs of their own, and nearly the same.

Who comes back is known from the run with one staffing. For a search that looks at hundreds of staffings next to it; what it
ends with must be simulated as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from sim.lanes.days_apart import KnownVisits, known_visits, sheets_of_known
from sim.lanes.floor import ends_each_day, floor_of
from sim.results.result import Result
from sim.rules.stops import BEFORE_DOOR
from sim.running.candidates import counted
from sim.running.executor import Shared
from sim.running.workers import Workers, count_of, executor
from sim.scenario import Scenario
from sim.tally import Tally, group_size, regroup
from sim.tally.wanted import Only
from sim.time.duty_windows import KnownServers

AT_ONCE = 1_000_000
"""Visits of staffings that are gone through together, about: some 500 MB (measured)."""

WORTH = 100_000
"""Visits from which on a further process is worth it: they have the visits already, so fewer than elsewhere (assumed)."""


class SameVisits:
    """The visits of a run with one staffing, on which others are tried.

    Worker processes get them once, when that is first worth it, and keep what they draw.

    Parameters
    ----------
    known : KnownVisits
        Those visits.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
    whole : SameVisits, optional
        Those of more replications, whose processes are used.
    """

    def __init__(self, known: KnownVisits, workers: Workers = 1, whole: SameVisits | None = None) -> None:
        self.known, self._workers, self._whole = known, workers, whole or self

    @classmethod
    def of(cls, scenario: Scenario, replications: range, seed: int = 1, workers: Workers = 1) -> SameVisits:
        """Those of the run of a scenario: :func:`can_be_known` says whether they can be.

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
        return cls(known_visits(scenario, seed, replications), workers)

    def first(self, count: int) -> SameVisits:
        """Those of the first so many replications."""
        return SameVisits(self.known.first(count), self._workers, self._whole)

    def evaluate(self, variants: Sequence[Scenario], only: Only | None = None) -> list[Result]:
        """Simulate scenarios that differ in heads and shifts alone; a result for each, in order."""
        known = self.known
        count = min(count_of(self._workers), max(1, int(known.count * len(variants) / WORTH)))
        most = max(1, AT_ONCE // max(1, known.count))
        rounds = max(1, -(-len(variants) // (most * count)))
        together = max(1, -(-len(variants) // (rounds * count)))
        blocks = [variants[first : first + together] for first in range(0, len(variants), together)]
        tallies = (each for of_block in self._all(blocks, only, count) for each in of_block)
        count = len(known.replications)
        return [
            Result(variant, regroup(tally, group_size(count), known.replications.start), known.seed, "numpy")
            for variant, tally in zip(variants, tallies, strict=True)
        ]

    def _all(self, blocks: list[Sequence[Scenario]], only: Only | None, count: int) -> Iterator[list[Tally]]:
        if count == 1 or len(blocks) == 1:
            yield from (_tallies(block, self.known, only) for block in blocks)
            return
        of = len(self.known.replications)
        jobs = [(block, self._whole._shared, only, of) for block in blocks]
        yield from executor(self._workers).map(_tallies_of_shared, jobs)

    @cached_property
    def _shared(self) -> Shared[KnownVisits]:
        return executor(self._workers).share(self.known)


def can_be_known(scenario: Scenario) -> bool:
    """Whether visits of a scenario can be known from a run: it has halls alone, without outages and orders that they leave, in which nobody is at midnight, and no stops before
    their doors."""
    return (
        not scenario.centres
        and not scenario.offices
        and scenario.outages is None
        and not BEFORE_DOOR
        and all(ends_each_day(floor_of(scenario, name)) for name in scenario.halls)
    )


def _tallies_of_shared(
    variants: Sequence[Scenario], shared: Shared[KnownVisits], only: Only | None, count: int
) -> list[Tally]:
    return _tallies(variants, shared.get().first(count), only)


def _tallies(variants: Sequence[Scenario], known: KnownVisits, only: Only | None) -> list[Tally]:
    servers = KnownServers()
    sheets = partial(sheets_of_known, variants, known, servers=servers)
    return counted(variants, sheets, known.replications, only, servers)
