"""Who of a pool is at work in each replication: whoever is not missing, at counters that are not closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sim.draws.absence import Absence
from sim.draws.counter_closures import CounterClosures
from sim.draws.dice import Dice
from sim.scenario.scenario import Scenario
from sim.scenario.units import Window
from sim.time.duty_windows import Servers
from sim.time.opening import Opening
from sim.time.windows import clip, without_any


class Away(NamedTuple):
    """A stretch of duty in which nobody can be served.

    Attributes
    ----------
    pool : str
        Name of the pool.
    lane, head : int
        Number of the replication among those drawn, under the candidate; number of the head.
    window : Window
        From when to when.
    missing : bool
        Whether the head is missing, and not its counter closed.
    """

    pool: str
    lane: int
    head: int
    window: Window
    missing: bool


@dataclass(frozen=True)
class Attendance:
    """Who of a pool is at work.

    Attributes
    ----------
    absence : Absence
        Who is missing.
    closures : CounterClosures or None
        When counters of the hall are closed; None where they never are.
    """

    absence: Absence
    closures: CounterClosures | None = None

    @property
    def pool(self) -> str:
        """Name of the pool."""
        return self.absence.servers.pool

    @property
    def replications(self) -> range:
        """For which it is drawn."""
        return self.absence.replications

    @property
    def varies(self) -> bool:
        """Whether anybody's windows can be others than those of the schedule."""
        return bool(self.absence.chance) or self.closures is not None

    def present(self, row: int) -> Servers:
        """The pool in a replication, by its place among those drawn: nobody calls whose counter is closed."""
        there = self.absence.present(row)
        if self.closures is None:
            return there
        closed = self._closed(row)
        calls = (without_any(own, gone) for own, gone in zip(there.calls, closed, strict=True))
        pauses = closed if self.closures.hall.at_outage == "wait" else [[] for _ in closed]
        return replace(there, calls=tuple(map(tuple, calls)), pauses=tuple(map(tuple, pauses)))

    def away(self, row: int) -> Iterator[Away]:
        """Stretches of duty in the horizon in which nobody can be served."""
        for head, window in self.absence.absent(row):
            yield Away(self.pool, row, head, window, missing=True)
        if self.closures is not None:
            duty = self.absence.present(row).duty
            for head, closed in enumerate(self._closed(row)):
                for window in closed:
                    for part in clip(window, list(duty[head])):
                        if part.end > 0:
                            yield Away(
                                self.pool, row, head, Window(max(part.start, 0.0), part.end), missing=False
                            )

    def _closed(self, row: int) -> list[list[Window]]:
        assert self.closures is not None
        return self.closures.of_pool(self.pool, row, self.absence.servers.duty)


def attendance_of(
    scenario: Scenario,
    site: str,
    servers: Mapping[str, Servers],
    opening: Opening,
    dice: Dice,
    replications: range,
) -> list[Attendance]:
    """Who is at work of each pool of a site; counters close in halls alone."""
    closes = site in scenario.halls and scenario.halls[site].closes
    closures = CounterClosures(scenario, site, opening, dice, replications) if closes else None
    return [
        Attendance(
            Absence(scheduled, scenario.pools[pool].chance_missing, opening, dice, replications), closures
        )
        for pool, scheduled in servers.items()
    ]


def all_away(candidates: Sequence[Sequence[Attendance]]) -> Iterator[Away]:
    """Everybody who is away under some candidates, whose lanes follow one another."""
    low = 0
    for pools in candidates:
        for each in pools:
            for row in range(len(each.replications)):
                yield from (found._replace(lane=low + row) for found in each.away(row))
        low += len(pools[0].replications) if pools else 0
