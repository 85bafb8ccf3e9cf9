"""The share of calls that is answered in time at best, by how many heads are there on average in a spell of time.

All heads that may take the calls do nothing else, take them in the order in which they come, and have nothing at hand as the spell
begins; whoever waits at its end is answered then. The share is that of such a queue, simulated with its times of talks, of patience,
and of arrivals. Above the shares for all numbers of heads, also where they change once, lie the lines that a program can work with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, inf, sqrt

import numpy as np
from numpy.typing import NDArray

from optimize.bounds.empty_queue import Comers, count_served
from sim.draws.dice import Dice, Stream
from sim.draws.patience import patience_of
from sim.scenario.distributions import Distribution
from sim.scenario.phone import Patience

Floats = NDArray[np.float64]

CALLS = 8000
"""Calls of a spell that are simulated, about (assumed: a share is known to some hundredths then, and its mean over many spells much better)."""

MANY = 100_000
"""The same where a share is asked for in one spell alone (assumed)."""

LANES = 8, 1500
"""Least and most lanes (assumed)."""

NEARLY_ALL = 0.995
"""Share from which on more heads are not looked at, and taken to serve all."""

WIDE = 2.0
"""Square roots of the load below it from which on every number of heads is looked at (assumed: with fewer nearly all wait)."""

COARSE = 0.003
"""By how much a line that is left out is lower than its neighbours, at the most (assumed)."""

FEWER = (0.0, 0.5, 1.5)
"""Square roots of the load by which heads are fewer after their change, in the queues that are simulated. What lies between counts as the
next of them; where they are more, as if they had been as many before; and where they are still fewer, the second part begins empty, too."""

CARRIED = ("handle time", "work after the call", "patience")
"""Names in the dice of what calls carry, at a place of their own."""

SURE = 3.0
"""Standard errors by which a simulated share may be too low (assumed: one in a thousand is lower by chance)."""


@dataclass(frozen=True)
class KindOfCall:
    """What calls of a kind take.

    Attributes
    ----------
    talk, after : Distribution
        Times at speed 100 %.
    speed : float
        Of the fastest who take them.
    patience : Patience or None
        How long callers wait; for ever if not given.
    """

    talk: Distribution
    after: Distribution
    speed: float
    patience: Patience | None


@dataclass(frozen=True)
class SpellDemand:
    """Who comes in a spell.

    Attributes
    ----------
    kinds : tuple of KindOfCall
        What calls take.
    shares : tuple of float
        Of all calls, by kind.
    rates : tuple of float
        Calls a minute, minute by minute.
    change : float
        After how many minutes heads change; the length where they do not.
    pace : tuple of float
        Speed of a head with one, two, … in hand; as many as there are it can have.
    most : int
        Most heads.
    """

    kinds: tuple[KindOfCall, ...]
    shares: tuple[float, ...]
    rates: tuple[float, ...]
    change: float
    pace: tuple[float, ...]
    most: int

    @property
    def calls(self) -> float:
        """Calls of the spell, on average."""
        return sum(self.rates)


Line = tuple[float, float]
"""A start and a slope: what is meant is at most the start and the slope times the mean heads."""


@dataclass(frozen=True)
class BestShares:
    """Shares that are served at best, each within another wait.

    Attributes
    ----------
    demand : SpellDemand
        Of whom.
    heads : tuple of (int, int)
        Heads before and after the change.
    shares : ndarray
        With them, shape (heads, waits).
    errors : ndarray
        Standard errors of the shares, at the most.
    """

    demand: SpellDemand
    heads: tuple[tuple[int, int], ...]
    shares: Floats
    errors: Floats

    @property
    def means(self) -> Floats:
        """Mean heads."""
        before = self.demand.change / len(self.demand.rates)
        return np.asarray(np.array(self.heads) @ np.array([before, 1 - before]), dtype=np.float64)

    def lines(self, which: int) -> tuple[Line, ...]:
        """Lines above one of the shares."""
        return lines_above(list(zip(self.means.tolist(), self.shares[:, which].tolist(), strict=True)))


@lru_cache(maxsize=8192)
def best_shares(demand: SpellDemand, within: tuple[float, ...], dice: Dice, site: str) -> BestShares:
    """The shares that are served at best within some waits.

    Parameters
    ----------
    demand : SpellDemand
        Who comes.
    within : tuple of float
        The waits; infinite for all who are served.
    dice : Dice
        What is drawn, at a place of its own.
    site : str
        That place.
    """
    trials = _Trials(demand, comers_of(demand, dice, site, CALLS), np.array(within))
    points = trials.alone() if demand.change >= len(demand.rates) else trials.in_two_parts()
    return BestShares(demand, tuple(points), np.array(list(points.values())), trials.errors)


@lru_cache(maxsize=8192)
def least_heads(demand: SpellDemand, within: float, share: float, dice: Dice, site: str) -> float:
    """The least mean heads with which a share may be served within some wait in one spell; infinite where they are not enough at their
    most."""
    rough = best_shares(demand, (within,), dice, site)
    exact = _Trials(demand, comers_of(demand, dice, f"{site}:again", MANY), np.array([within]))
    order = np.argsort(rough.means, kind="stable").tolist()
    for place in order:
        if rough.shares[place, 0] < share - SURE * rough.errors[0]:
            continue
        exact.errors[:] = 0.0
        if exact.shares(rough.heads[place])[0] >= share - SURE * exact.errors[0]:
            return float(rough.means[place])
    return inf


def comers_of(demand: SpellDemand, dice: Dice, site: str, simulated: int) -> Comers:
    """Those who come in the lanes of a spell, so many in all of them."""
    calls = demand.calls
    lanes = range(int(np.clip(simulated / calls, *LANES)))
    count = ceil(calls + 6 * sqrt(calls) + 12)

    def uniforms(stream: str) -> Floats:
        return dice.uniforms(stream, site, 0, count, lanes)

    places = np.cumsum(-np.log1p(-uniforms(Stream.GAP)), axis=1)
    passed = np.concatenate(([0.0], np.cumsum(demand.rates)))
    here = places < calls
    kind = np.searchsorted(np.cumsum(demand.shares)[:-1], uniforms(Stream.SERVICE)[here], side="right")
    talk, after, patience = (uniforms(stream)[here] for stream in CARRIED)
    minutes, patient = np.zeros(len(kind)), np.full(len(kind), inf)
    for number, each in enumerate(demand.kinds):
        own = kind == number
        minutes[own] = (each.talk.inverse(talk[own]) + each.after.inverse(after[own])) / each.speed
        if each.patience:
            patient[own] = patience_of(each.patience, patience[own])
    first = np.concatenate(([0], np.cumsum(here.sum(axis=1)))).astype(np.int64)
    return Comers(first, np.interp(places[here], passed, np.arange(len(passed))), minutes, patient)


class _Trials:
    """Shares by heads, in one spell."""

    def __init__(self, demand: SpellDemand, comers: Comers, within: Floats) -> None:
        self.demand, self.comers, self.within = demand, comers, within
        self.errors = np.zeros(len(within))
        self.pace, self.length = np.array(demand.pace), float(len(demand.rates))
        self.lanes = len(comers.first) - 1
        self.count = np.diff(comers.first).astype(np.float64)
        productive = max((place + 1) * pace for place, pace in enumerate(demand.pace))
        load = float(comers.minutes.sum()) / self.lanes / self.length / productive
        self.root = sqrt(load)
        self.first = min(demand.most, max(0, int(load - WIDE * self.root)))

    def looked_at(self) -> list[int]:
        """Numbers of heads to look at: few where nearly all wait, each from there on until nearly all are served in time."""
        heads = list(range(0, self.first, max(1, self.first // 6)))
        for each in range(self.first, self.demand.most + 1):
            heads.append(each)
            if self.shares((each, each)).min() >= NEARLY_ALL:
                return heads
        return heads

    def shares(self, heads: tuple[int, int]) -> Floats:
        """The share served within each wait."""
        both = self._parts(self.comers, heads, (self.demand.change, self.length))
        return np.asarray(both.sum(axis=0), dtype=np.float64)

    def _parts(self, comers: Comers, heads: tuple[int, int], times: tuple[float, float]) -> Floats:
        """What those add to the share who come before and after the change, shape (2, waits)."""
        counts = np.zeros((2, len(self.within), self.lanes))
        ends = np.zeros((max(1, *heads), len(self.pace)))
        count_served(comers, heads, times, self.pace, self.within, ends, counts)
        both, total = counts.sum(axis=0), self.count.sum()
        apart = (both - both.sum(axis=1)[:, None] / total * self.count).std(axis=1) / self.count.mean()
        self.errors = np.maximum(self.errors, apart / sqrt(self.lanes))
        return np.asarray(counts.sum(axis=2) / total)

    def alone(self) -> dict[tuple[int, int], Floats]:
        """Shares by heads where these do not change."""
        heads = self.looked_at()
        return self._with_all(
            {
                (each, each): share
                for each, share in zip(heads, self._from_left(heads, self._even(heads)), strict=True)
            }
        )

    def _even(self, heads: list[int]) -> list[Floats]:
        return [self.shares((each, each)) for each in heads]

    def _from_left(self, heads: list[int], shares: list[Floats]) -> list[Floats]:
        """What is true from each number of heads looked at to the next."""
        follows = [*heads[1:], heads[-1] + 1]
        return [
            share if follows[place] == heads[place] + 1 else shares[place + 1]
            for place, share in enumerate(shares)
        ]

    def _with_all(self, points: dict[tuple[int, int], Floats]) -> dict[tuple[int, int], Floats]:
        """The points, and all served with one head more than were looked at, if there may be more."""
        last = max(points)[0]
        more = {(last + 1, last + 1): np.ones(len(self.within))} if last < self.demand.most else {}
        return points | more

    def in_two_parts(self) -> dict[tuple[int, int], Floats]:
        """Shares by heads before and after the change, at most."""
        heads, change = self.looked_at(), self.demand.change
        early = self._from_left(heads, self._of_part(heads, 0.0, change))
        by_fewer = {
            int(each * self.root): self._from_left(heads, self._late(heads, int(each * self.root)))
            for each in FEWER
        }
        empty = self._from_left(heads, self._of_part(heads, change, self.length))
        follows, points = [*heads[1:], heads[-1] + 1], dict[tuple[int, int], Floats]()
        for place, before in enumerate(heads):
            for other, then in enumerate(heads):
                fewer = follows[place] - 1 - then
                late = next((found for most, found in by_fewer.items() if fewer <= most), empty)
                points[before, then] = np.minimum(1.0, early[place] + late[other])
        return self._with_all(points)

    def _late(self, heads: list[int], fewer: int) -> list[Floats]:
        """What those who come after the change add to the shares, if so many go then."""
        times = self.demand.change, self.length
        return [self._parts(self.comers, (each + fewer, each), times)[1] for each in heads]

    def _of_part(self, heads: list[int], start: float, end: float) -> list[Floats]:
        """What those who come in a part of the spell add to the shares, if it begins empty."""
        here = (self.comers.arrived >= start) & (self.comers.arrived < end)
        lane = np.repeat(np.arange(self.lanes), np.diff(self.comers.first))[here]
        first = np.searchsorted(lane, np.arange(self.lanes + 1)).astype(np.int64)
        own = Comers(
            first, self.comers.arrived[here] - start, self.comers.minutes[here], self.comers.patience[here]
        )
        return [self._parts(own, (each, each), (end - start, end - start)).sum(axis=0) for each in heads]


def lines_above(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Lines, each a start and a slope, that lie above some points, and above all to the right of the highest: those of the least concave
    function that does."""
    highest = max(share for _, share in points)
    corners: list[tuple[float, float]] = []
    for point in sorted(points):
        if corners and point[1] <= corners[-1][1]:
            continue
        while corners and (corners[-1][0] == point[0] or (len(corners) > 1 and _is_below(corners, point))):
            corners.pop()
        corners.append(point)
    lines = [
        (low[1] - slope * low[0], slope)
        for low, high in pairwise(corners)
        if (slope := (high[1] - low[1]) / (high[0] - low[0])) > 0
    ]
    return _few((*lines, (highest, 0.0)))


def _few(lines: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Lines without those that are hardly lower than their neighbours anywhere: what is left lies above as well."""
    kept = list(lines)
    place = 1
    while place < len(kept) - 1:
        before, here, after = kept[place - 1 : place + 2]
        meet = (after[0] - before[0]) / (before[1] - after[1])
        if before[0] + before[1] * meet - here[0] - here[1] * meet < COARSE:
            del kept[place]
        else:
            place += 1
    return tuple(kept)


def _is_below(corners: Sequence[tuple[float, float]], point: tuple[float, float]) -> bool:
    """Whether the last corner lies on or below the line from the one before it to a point."""
    (x, y), (middle, height) = corners[-2:]
    return (height - y) * (point[0] - x) <= (point[1] - y) * (middle - x)
