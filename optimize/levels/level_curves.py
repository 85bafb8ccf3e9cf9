"""What heads are worth to a target by closed forms: the share of calls that is as it should be, as lines above heads.

For each team of a call centre and each interval Erlang A gives the share of calls answered in time, or answered at all, by the
number of seats. With many heads another one adds less and less; with few, nearly all wait and the first ones add little. Where nobody
hangs up, that is Erlang C, and in time is nobody with fewer seats than the load: the lines begin above it.
The lines are those of the least concave function above the shares, so that an integer program may choose between intervals: it puts
the next head where it is worth most. Simulation says afterwards how far that is from the truth.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from optimize.requirements.erlang import Goal, shorter_than_endless
from sim.theory import erlang_a, mmc_wait_within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ENOUGH = 0.9995
"""Share from which on another head is worth nothing (assumed)."""

MANY = 10.0
"""Erlangs from which half of the load keeps all seats busy (assumed)."""

BLOCK = 32
"""Numbers of seats that are worked out at once."""

COARSE = 0.002
"""By how much a line that is left out would have been lower, at the most (assumed)."""


@dataclass(frozen=True)
class SupportingLine:
    """The share is at most `start` + `slope` * seats."""

    start: float
    slope: float

    def at(self, seats: float) -> float:
        """The bound for some seats."""
        return self.start + self.slope * seats


@lru_cache(maxsize=4096)
def supporting_lines(
    rate: float, handle: float, patience: float | None, goal: Goal
) -> tuple[SupportingLine, ...]:
    """Lines above the share of calls that meet a goal, by seats.

    Parameters
    ----------
    rate : float
        Calls a minute.
    handle : float
        Mean minutes of a call, exponential.
    patience : float or None
        Mean minutes of exponential patience; None where nobody hangs up.
    goal : Goal
        ``within`` or ``abandoned``.
    """
    first, shares = _shares(rate, handle, shorter_than_endless(patience, handle), goal)
    corners = _concave(shares)
    lines = [
        SupportingLine(shares[low] - slope * (first + low), slope)
        for low, high in itertools.pairwise(corners)
        if (slope := (shares[high] - shares[low]) / (high - low)) > 0
    ]
    if first:  # fewer seats than the load are worth nothing
        steepest = max([shares[0] / (first - rate * handle), *(line.slope for line in lines[:1])])
        lines = [SupportingLine(float(shares[0] - steepest * first), float(steepest)), *lines]
    return (*lines, SupportingLine(float(shares.max()), 0.0))


def seats_for(rate: float, handle: float, patience: float | None, goal: Goal, least: float) -> float:
    """The fewest seats, parts of one between two numbers, with which a share of calls meets a goal; parameters as above."""
    seats, shares = _known_shares(rate, handle, patience, goal)
    return float(np.interp(least, shares, seats))


def share_with(seats: float, rate: float, handle: float, patience: float | None, goal: Goal) -> float:
    """The share of calls that meets a goal with some seats."""
    return float(np.interp(seats, *_known_shares(rate, handle, patience, goal)))


@lru_cache(maxsize=4096)
def _known_shares(rate: float, handle: float, patience: float | None, goal: Goal) -> tuple[Floats, Floats]:
    """Numbers of seats, and the shares with them."""
    first, shares = _shares(rate, handle, shorter_than_endless(patience, handle), goal)
    return first + np.arange(len(shares), dtype=np.float64), shares


def _shares(rate: float, handle: float, patience: float | None, goal: Goal) -> tuple[int, Floats]:
    """The first number of seats that is looked at, and the share that meets the goal from there on, until more are worth nothing."""
    if patience is not None:
        return 0, _shares_of_patient(rate, handle, patience, goal)
    enough = int(rate * handle) + 1
    if goal.kind == "abandoned":  # whoever is answered, is so in the end
        return 0, np.minimum(1.0, np.arange(enough + 1) / (rate * handle))
    parts = [np.asarray(mmc_wait_within(rate, 1 / handle, np.arange(enough, enough + BLOCK), goal.time))]
    while parts[-1][-1] < ENOUGH:
        seats = np.arange(enough + BLOCK * len(parts), enough + BLOCK * (len(parts) + 1))
        parts.append(np.asarray(mmc_wait_within(rate, 1 / handle, seats, goal.time)))
    found = np.concatenate(parts)
    return enough, found[: max(2, int(np.argmax(found >= ENOUGH)) + 1)]


def _shares_of_patient(rate: float, handle: float, patience: float, goal: Goal) -> Floats:
    """The share that meets the goal with 0, 1, 2 … seats, where callers hang up.

    With seats for less than half of the load all are busy nearly always, so that the share of calls answered is in proportion to them,
    and that in time is next to nothing: both lie on or below a straight line.
    """
    few = int(rate * handle / 2) if rate * handle > MANY else 0
    parts = [_by_seats(rate, handle, patience, goal, np.arange(max(1, few), few + BLOCK))]
    while parts[-1][-1] < ENOUGH:
        seats = np.arange(few + BLOCK * len(parts), few + BLOCK * (len(parts) + 1))
        parts.append(_by_seats(rate, handle, patience, goal, seats))
    found = np.maximum.accumulate(np.concatenate(parts))
    known = found[0] * np.arange(max(1, few)) / max(1, few)
    return np.concatenate((known, found))[: max(1, few) + int(np.argmax(found >= ENOUGH)) + 1]


def _by_seats(rate: float, handle: float, patience: float, goal: Goal, seats: Ints) -> Floats:
    """The share that meets the goal, for some numbers of seats."""
    queue = erlang_a(rate, 1 / handle, 1 / patience, seats)
    return 1 - queue.abandonment if goal.kind == "abandoned" else queue.service_level(goal.time, goal.lost)


def _concave(shares: Floats) -> list[int]:
    """Corners of the least concave function above some values, those left out whose lines hardly matter."""
    corners: list[int] = []
    for place in range(len(shares)):
        while len(corners) > 1 and _above(shares, corners[-2], place, corners[-1]) >= 0:
            corners.pop()
        corners.append(place)
    return _few(shares, corners)


def _few(shares: Floats, corners: list[int]) -> list[int]:
    """Corners without those between which a straight line is nowhere much lower."""
    kept, skipped = corners[:2], list[int]()
    for place, following in itertools.pairwise(corners[2:]):
        skipped.append(place)
        if any(_above(shares, kept[-1], following, each) < -COARSE for each in skipped):
            kept.append(place)
            skipped = []
    return [*kept, *corners[2:][-1:]]


def _above(shares: Floats, low: int, high: int, between: int) -> float:
    """By how much the line from one place to another is above the value at a place between them."""
    weight = (between - low) / (high - low)
    return float((1 - weight) * shares[low] + weight * shares[high] - shares[between])
