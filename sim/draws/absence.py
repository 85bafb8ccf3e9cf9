"""Who is missing: for each day a drawn number of a pool's heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice, Stream
from sim.scenario.units import DAY, Window
from sim.time.duty_windows import Servers
from sim.time.opening import Opening
from sim.time.windows import clip, merge

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Absence:
    """Draws who of a pool is missing.

    Each head is missing on a day with the pool's chance, by its own draw, so that their number is binomial. A head that
    is missing is so from midnight to midnight.

    Attributes
    ----------
    servers : Servers
        The pool as scheduled.
    chance : float
        Chance that a head is missing on a day.
    opening : Opening
        When its hall or centre is open.
    dice : Dice
        The random numbers.
    replications : range
        For which they are drawn.
    """

    servers: Servers
    chance: float
    opening: Opening
    dice: Dice
    replications: range

    @cached_property
    def missing(self) -> NDArray[np.bool_]:
        """Whether a head is missing, shape (replications, days, heads); days count from the first of the warm-up."""
        days, count = self.opening.days, len(self.servers)
        missing = np.zeros((len(self.replications), len(days), count), dtype=np.bool_)
        if self.chance:
            for place, day in enumerate(days):
                site = f"pool:{self.servers.pool}"
                drawn = self.dice.uniforms(Stream.ABSENCE, site, day, count, self.replications)
                missing[:, place] = drawn < self.chance
        return missing

    def present(self, row: int) -> Servers:
        """The pool without those who are missing in a replication, by its place among those drawn."""
        if not self.chance:
            return self.servers
        duty, calls = list(self.servers.duty), list(self.servers.calls)
        for head in self.missing[row].any(axis=0).nonzero()[0].tolist():
            windows = self._duty(row, head, missing=False)
            duty[head], calls[head] = tuple(windows), tuple(merge(self.opening.extended(windows)))
        return replace(self.servers, duty=tuple(duty), calls=tuple(calls))

    def patterns(self, head: int) -> Iterator[tuple[list[Window], list[Window], Ints | None]]:
        """Duty and calls of a head, with the rows of the replications in which they are so; None means all."""
        if not self.chance:
            yield list(self.servers.duty[head]), list(self.servers.calls[head]), None
            return
        kinds, of_row = np.unique(self.missing[:, :, head], axis=0, return_inverse=True)
        for number in range(len(kinds)):
            rows = np.flatnonzero(of_row.reshape(-1) == number)
            duty = self._duty(int(rows[0]), head, missing=False)
            yield duty, merge(self.opening.extended(duty)), rows

    def absent(self, row: int) -> list[tuple[int, Window]]:
        """Stretches of duty in the horizon for which a head is missing: number of the head, and when."""
        if not self.chance:
            return []
        heads = self.missing[row].any(axis=0).nonzero()[0].tolist()
        stretches = ((head, window) for head in heads for window in self._duty(row, head, missing=True))
        return [(head, window) for head, window in stretches if window.start >= 0]

    def _duty(self, row: int, head: int, missing: bool) -> list[Window]:
        """Duty on the days on which a head is missing, or on the others."""
        first = self.opening.first_day
        days = np.flatnonzero(self.missing[row, :, head] == missing) + first
        spans = _whole_days(tuple(days.tolist()))
        found = [part for window in self.servers.duty[head] for part in clip(window, spans)]
        # a head that is missing across the beginning of the horizon counts from there on
        if not missing or first == 0:
            return found
        return [part for window in found for part in clip(window, [Window(first * DAY, 0.0), _REST])]


@lru_cache(maxsize=1024)
def _whole_days(days: tuple[int, ...]) -> list[Window]:
    """Stretches from midnight to midnight."""
    return merge(Window(day * DAY, (day + 1) * DAY) for day in days)


_REST = Window(0.0, float("inf"))
