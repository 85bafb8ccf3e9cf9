"""The watch over a call centre as numbers: its levels of warning and the times of its looks."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from sim.scenario.centre import Centre, levels_of
from sim.scenario.units import DAY
from sim.scenario.watch import Thresholds, WarningLevel
from sim.time.ticks import on_grid_one


class LevelRules(NamedTuple):
    """A level of warning, as :class:`sim.rules.watch.Level` has it, and the trunks that it opens."""

    waiting: float
    trunks: float
    out: float
    waiting_over: float
    trunks_over: float
    out_over: float
    after: float
    stays: float
    more_trunks: int


class WatchRules(NamedTuple):
    """Who looks when, and at what.

    Attributes
    ----------
    looks : tuple of float
        Minutes since midnight of each look.
    levels : tuple of LevelRules
        The levels.
    """

    looks: tuple[float, ...]
    levels: tuple[LevelRules, ...]

    def of_day(self, day: int) -> list[float]:
        """The looks of a day, in minutes since the horizon's first midnight."""
        return [day * DAY + look for look in self.looks]


def watch_of(centre: Centre) -> WatchRules:
    """The watch over a centre; without one nobody looks."""
    if centre.watch is None:
        return WatchRules((), ())
    every = on_grid_one(centre.watch.every)
    looks = tuple(number * every for number in range(int(DAY // every) + 1) if number * every < DAY)
    return WatchRules(looks, tuple(map(_level, levels_of(centre).values())))


def _level(level: WarningLevel) -> LevelRules:
    names = list(Thresholds.model_fields)
    begin = [getattr(level.at, name) for name in names]
    waiting, trunks, out = (inf if each is None else float(each) for each in begin)
    end = [getattr(level.ends, name) if level.ends else None for name in names]
    waiting_over, trunks_over, out_over = map(_over, begin, end)
    after, stays = on_grid_one(level.after), on_grid_one(level.stays)
    return LevelRules(waiting, trunks, out, waiting_over, trunks_over, out_over, after, stays, level.trunks)


def _over(begin: float | None, end: float | None) -> float:
    """At what it ends: half of that at which it begins, if nothing is said; what is not watched is never too much."""
    if begin is None:
        return inf
    return begin / 2 if end is None else end
