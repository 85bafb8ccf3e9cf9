"""When counters are closed: by chance, drawn beforehand for each day, and as the scenario lists it.

Times from one outage to the next are exponential, from the day's first opening on; how long each lasts has its own draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice, Stream
from sim.scenario.closures import Closure, CounterOutage
from sim.scenario.hall import Hall
from sim.scenario.names import among
from sim.scenario.scenario import Scenario
from sim.scenario.units import DAY, Window
from sim.time.opening import Opening
from sim.time.ticks import on_grid
from sim.time.windows import clip, merge

Floats = NDArray[np.float64]

AT_FIRST = 8
"""Outages of a day that are drawn at first (assumed: hardly ever are there more)."""


@dataclass(frozen=True)
class CounterClosures:
    """When counters of a hall are closed in each replication.

    Attributes
    ----------
    scenario : Scenario
        What holds.
    hall_name : str
        Which hall.
    opening : Opening
        When it is open.
    dice : Dice
        The random numbers.
    replications : range
        For which they are drawn.
    """

    scenario: Scenario
    hall_name: str
    opening: Opening
    dice: Dice
    replications: range

    @property
    def hall(self) -> Hall:
        """The hall in the scenario."""
        return self.scenario.halls[self.hall_name]

    def of_pool(self, pool: str, row: int, duty: Sequence[Sequence[Window]]) -> list[list[Window]]:
        """When each head of a pool is closed in a replication, by its place among those drawn; `duty` is that of the schedule."""
        found: list[list[Window]] = [[] for _ in duty]
        for window, heads in self._stretches(pool, row):
            there = [head for head, own in enumerate(duty) if heads is None or clip(window, list(own))]
            for head in there[:heads]:
                found[head].append(window)
        return [merge(windows) for windows in found]

    def _stretches(self, pool: str, row: int) -> Iterator[tuple[Window, int | None]]:
        """Each stretch in which heads of a pool are closed, and how many: all, if no number is given."""
        for outage, drawn in zip(self.hall.outages, self._drawn, strict=True):
            if among(pool, outage.pools):
                yield from ((window, outage.heads) for window in drawn[row])
        for each in self.hall.closures:
            if each.pool in (None, pool):
                yield self._listed(each), each.heads

    def _listed(self, each: Closure) -> Window:
        midnight = (each.date - self.scenario.calendar.start).days * DAY
        return Window(midnight + each.start, midnight + each.end)

    @cached_property
    def _drawn(self) -> list[list[list[Window]]]:
        """By outage and replication the stretches of all days."""
        found: list[list[list[Window]]] = []
        for number, outage in enumerate(self.hall.outages):
            rows: list[list[Window]] = [[] for _ in self.replications]
            for day in self.opening.days:
                windows = self.opening.on(day)
                if windows:
                    self._draw(rows, number, outage, day, Window(windows[0].start, windows[-1].end))
            found.append(rows)
        return found

    def _draw(
        self, rows: list[list[Window]], number: int, outage: CounterOutage, day: int, opened: Window
    ) -> None:
        """Add the outages of a day to those of each replication."""
        site, count = f"hall:{self.hall_name}/outage:{number}", AT_FIRST
        while True:
            gaps, lasts = (
                self.dice.uniforms(stream, site, day, count, self.replications)
                for stream in (Stream.CLOSURE_GAP, Stream.CLOSURE_TIME)
            )
            gap, last = on_grid(-np.log1p(-gaps) * outage.every), on_grid(outage.lasts.inverse(lasts))
            ends = opened.start + np.cumsum(gap + last, axis=1)
            if (ends[:, -1] >= opened.end).all():
                break
            count *= 2
        for row, (own, begins) in enumerate(zip(ends, ends - last, strict=True)):
            for begin, end in zip(begins.tolist(), own.tolist(), strict=True):
                if begin >= opened.end:
                    break
                if end > begin:
                    rows[row].append(Window(begin, end))
