"""Many staffings on the visits of one: quicker by far than runs of their own, and nearly the same.

Who comes back is known from the run with one staffing. For a search that looks at hundreds of staffings next to it; what it
ends with must be simulated as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.candidates import WORTH, counted
from sim.lanes.days_apart import KnownVisits, known_visits, sheets_of_known
from sim.lanes.engine import refuses
from sim.processes import processes
from sim.result import Result
from sim.scenario import Scenario
from sim.tally import Tally, group_size, regroup
from sim.tally.wanted import Only

AT_ONCE = 1_000_000
"""Visits of staffings that are gone through together, about: some 500 MB (measured)."""

_here: dict[str, KnownVisits] = {}
"""The visits in a process that was started for them."""


class SameVisits:
    """The visits of a run with one staffing, on which others are tried.

    Parameters
    ----------
    known : KnownVisits
        Those visits.
    workers : int
        Processes at most; they change no digit.
    """

    def __init__(self, known: KnownVisits, workers: int = 1) -> None:
        self.known, self._workers = known, workers

    @classmethod
    def of(cls, scenario: Scenario, replications: range, seed: int = 1, workers: int = 1) -> SameVisits:
        """Those of the run of a scenario: it has halls alone, and the lane engine takes it.

        Parameters
        ----------
        scenario : Scenario
            With its staffing.
        replications : range
            Numbers of consecutive replications.
        seed : int
            Seed of the dice.
        workers : int
            Processes at most; they change no digit.
        """
        return cls(known_visits(scenario, seed, replications), workers)

    def first(self, count: int) -> SameVisits:
        """Those of the first so many replications."""
        return SameVisits(self.known.first(count), self._workers)

    def evaluate(self, variants: Sequence[Scenario], only: Only | None = None) -> list[Result]:
        """Simulate scenarios that differ in heads and shifts alone; a result for each, in order."""
        known = self.known
        count = min(self._workers, max(1, int(known.count * len(variants) / WORTH)))
        together = max(1, min(AT_ONCE // max(1, known.count), -(-len(variants) // count)))
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
        with processes(min(count, len(blocks)), _take, self.known) as pool:
            yield from pool.map(_tallies_here, blocks, [only] * len(blocks))


def can_be_known(scenario: Scenario) -> bool:
    """Whether visits of a scenario can be known from a run: it has halls alone, and the lane engine takes it."""
    return not scenario.centres and not refuses(scenario)


def _take(known: KnownVisits) -> None:
    _here["known"] = known


def _tallies_here(variants: Sequence[Scenario], only: Only | None) -> list[Tally]:
    return _tallies(variants, _here["known"], only)


def _tallies(variants: Sequence[Scenario], known: KnownVisits, only: Only | None) -> list[Tally]:
    return counted(variants, sheets_of_known(variants, known), known.replications, only)
