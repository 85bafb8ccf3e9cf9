"""When outages begin, of which kind and where: those of a day, those of storms, and those that are listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.draws.arrivals import Profile
from sim.draws.contact_sampler import number_of
from sim.draws.dice import Dice, Stream
from sim.draws.outage_streams import StormStream
from sim.draws.poisson import points
from sim.draws.seeded_dice import SeededDice
from sim.log.columns import Columns, joined
from sim.scenario import Scenario
from sim.scenario.outages import Outages, Storm
from sim.scenario.units import DAY
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NONE = -1


@dataclass(frozen=True)
class Beginnings(Columns):
    """One row an outage.

    Attributes
    ----------
    lane : ndarray of int
        Place of the replication among those drawn.
    kind, region : ndarray of int
        Numbers in the scenario's order.
    start : ndarray of float
        Minutes since the horizon's first midnight.
    seed : ndarray of float
        The uniform from which all follows that it carries.
    listed : ndarray of int
        Row of the list; -1 of those drawn.
    front : ndarray of int
        Row of the outage behind which it lies; -1 of others.
    """

    lane: Ints
    kind: Ints
    region: Ints
    start: Floats
    seed: Floats
    listed: Ints
    front: Ints


@dataclass(frozen=True)
class OutageBeginnings:
    """Draws the beginnings of all outages of warm-up and horizon.

    Attributes
    ----------
    scenario : Scenario
        What holds; it has outages.
    dice : Dice
        The random numbers.
    replications : range
        For which they are drawn.
    """

    scenario: Scenario
    dice: Dice
    replications: range

    def all(self) -> Beginnings:
        """Those of all kinds day by day, then those of storms, then those listed; in each of these by lane and day."""
        parts = [*self._of_kinds(), *self._of_storms(), self._listed()]
        before = np.cumsum([0, *(len(part.lane) for part in parts)])
        for part, first in zip(parts, before.tolist(), strict=False):
            part.front[part.front != NONE] += first
        return joined(parts)

    @property
    def _section(self) -> Outages:
        assert self.scenario.outages is not None
        return self.scenario.outages

    @property
    def _days(self) -> range:
        return range(-self.scenario.calendar.warm_up, self.scenario.calendar.days)

    def _points(self, stream: Stream, site: str, day: int, mean: float) -> tuple[Ints, Ints, Floats]:
        """Points of a process with so many a day in the mean: lane, number in it, and the fraction of the day's that has come."""
        volume = np.full(len(self.replications), mean)
        reached, count = points(self.dice, stream, site, day, volume, self.replications)
        lane = np.repeat(np.arange(len(count)), count)
        return lane, np.arange(len(lane)) - np.repeat(np.cumsum(count) - count, count), reached / (mean or 1)

    def _of_kinds(self) -> Iterator[Beginnings]:
        calendar, regions = self.scenario.calendar, list(self.scenario.regions)
        for number, (name, kind) in enumerate(self._section.kinds.items()):
            profiles = [Profile(kind.pieces(weekday)) for weekday in range(7)]
            for region in kind.per_day:
                site = f"outages:{name}:{region}"
                for day in self._days:
                    date = calendar.date(day)
                    weekday = calendar.weekday(date)
                    mean = kind.mean_on(region, date, weekday)
                    if not mean or not any(weight for _, _, weight in kind.pieces(weekday)):
                        continue
                    lane, place, fraction = self._points(Stream.OUTAGE, site, day, mean)
                    yield _drawn(
                        lane,
                        np.full(len(lane), number),
                        np.full(len(lane), regions.index(region)),
                        on_grid(day * DAY + profiles[weekday].clock(fraction)),
                        self.dice.at(Stream.OUTAGE_SEED, site, day, lane, place, self.replications),
                    )

    def _of_storms(self) -> Iterator[Beginnings]:
        for name, storm in self._section.storms.items():
            site = f"storms:{name}"
            for day in self._days:
                lane, place, fraction = self._points(
                    Stream.STORM, site, day, storm.mean_on(self.scenario.calendar.date(day))
                )
                if len(lane):
                    seeds = self.dice.at(Stream.STORM_SEED, site, day, lane, place, self.replications)
                    yield self._of_storm(storm, lane, on_grid((day + fraction) * DAY), seeds)
            if storm.begins:
                yield self._of_dated_storms(storm, f"storms:{name}:begins")

    def _of_dated_storms(self, storm: Storm, site: str) -> Beginnings:
        """The outages of storms whose begin is given, each in every replication."""
        start, lanes = self.scenario.calendar.start, len(self.replications)
        begins = on_grid(np.array([each.minutes_from(start) for each in storm.begins], dtype=np.float64))
        seeds = self.dice.uniforms(Stream.STORM_SEED, site, 0, len(begins), self.replications)
        lane = np.repeat(np.arange(lanes), len(begins))
        return self._of_storm(storm, lane, np.tile(begins, lanes), seeds.ravel())

    def _of_storm(self, storm: Storm, lane: Ints, begins: Floats, seeds: Floats) -> Beginnings:
        """The outages of some storms of one kind, without those that would begin behind the horizon."""
        count = _poisson(SeededDice(seeds).uniforms(StormStream.OUTAGES, 0), storm.outages)
        which = np.repeat(np.arange(len(lane)), count)
        step = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        dice = SeededDice(seeds[which])
        start = begins[which] + on_grid(storm.over.inverse(dice.uniforms(StormStream.AFTER, step)))
        shares = np.cumsum(list(storm.regions.values()))[:-1]
        place = number_of(dice.uniforms(StormStream.REGION, step), shares)
        regions = np.array([list(self.scenario.regions).index(name) for name in storm.regions])
        order = np.lexsort((start, place, which))
        order = order[start[order] < self.scenario.calendar.days * DAY]
        dice, step, which = dice.of(order), step[order], which[order]
        found = _drawn(
            lane[which],
            np.full(len(which), list(self._section.kinds).index(storm.kind)),
            regions[place[order]],
            start[order],
            dice.uniforms(StormStream.SEED, step),
        )
        first = _first_of_equal(which * len(regions) + place[order])
        earlier = np.arange(len(which)) - first
        hidden = (dice.uniforms(StormStream.BEHIND, step) < storm.behind) & (earlier > 0)
        front = first + (dice.uniforms(StormStream.FRONT, step) * earlier).astype(np.int64)
        found.front[hidden] = front[hidden]
        return found

    def _listed(self) -> Beginnings:
        """The outages of the list, in each replication the same."""
        rows, start = self._section.listed, self.scenario.calendar.start
        kinds, regions = list(self._section.kinds), list(self.scenario.regions)
        names = {row.name: number for number, row in enumerate(rows) if row.name}
        lanes = len(self.replications)
        lane = np.repeat(np.arange(lanes), len(rows))
        number = np.tile(np.arange(len(rows)), lanes)
        front = np.array([names.get(row.behind, NONE) for row in rows], dtype=np.int64)[number]
        return Beginnings(
            lane,
            np.array([kinds.index(row.kind) for row in rows], dtype=np.int64)[number],
            np.array([regions.index(row.region) for row in rows], dtype=np.int64)[number],
            on_grid(np.array([row.start.minutes_from(start) for row in rows], dtype=np.float64))[number],
            self.dice.uniforms(Stream.OUTAGE_SEED, "outages", 0, len(rows), self.replications).ravel(),
            number,
            np.where(front == NONE, NONE, front + lane * len(rows)),
        )


def _poisson(uniforms: Floats, mean: float) -> Ints:
    """Poisson numbers: the least whose distribution function reaches the uniform."""
    from scipy.special import pdtr, pdtrik

    found = np.ceil(np.maximum(pdtrik(uniforms, mean), 0.0))
    below = np.maximum(found - 1.0, 0.0)
    least: Ints = np.where(pdtr(below, mean) >= uniforms, below, found).astype(np.int64)
    return least


def _drawn(lane: Ints, kind: Ints, region: Ints, start: Floats, seed: Floats) -> Beginnings:
    """Drawn outages, as long as none is behind another."""
    none = np.full(len(lane), NONE)
    return Beginnings(lane, kind, region, start, seed, none, none.copy())


def _first_of_equal(numbers: Ints) -> Ints:
    """The place of the first of the equal numbers around each, where equal ones follow one another."""
    new = np.ones(len(numbers), dtype=np.bool_)
    new[1:] = numbers[1:] != numbers[:-1]
    first: Ints = np.maximum.accumulate(np.where(new, np.arange(len(numbers)), 0))
    return first
