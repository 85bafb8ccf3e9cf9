"""What the visits of a hall bring to its counters on days of several kinds, and what a greeter can take off, from slot to slot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.lanes.days_apart import KnownVisits
from sim.lanes.floor import floor_of
from sim.lanes.hall.work import VisitMinutes, work_of
from sim.scenario import Scenario
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SLOT = 5.0
"""Minutes of a slot (assumed: little work comes in one of them)."""


@dataclass(frozen=True)
class VisitWorkload:
    """Minutes by slot, on the mean day of each kind: days are put together by how much work they bring.

    Attributes
    ----------
    starts : ndarray
        When each slot begins, in minutes after midnight.
    share : ndarray
        Share of the days that are of each kind.
    came : ndarray
        Visits that come in, shape (kinds, slots).
    brought : ndarray
        Minutes at the counter of those, at speed 100 %, shape (kinds, slots).
    late : ndarray
        Of these, how many have still to come in at a moment of the slot, in the mean over its moments.
    taken, formed : ndarray
        Minutes at the counter that greeters take off a visit if they greet it, and more if they help it with forms, by slot.
    greeting, helping : ndarray
        Minutes of greeters for that.
    visits : float
        Visits of a mean day.
    rest : float
        Minutes that a customer met at a counter has still to be served: half the mean square over the mean (Feller, *An Introduction
        to Probability Theory and Its Applications*, vol. 2, XI.4).
    longest : float
        Mean minutes at the counter of those who wait there: of all, or of those whom a greeter sends on, whichever is more.
    last_greeting : float
        Minutes that a customer met at a greeter has still to be greeted or helped.
    whole_greeting : float
        Mean minutes of a greeter for whoever is greeted and helped.
    """

    starts: Floats
    share: Floats
    came: Floats
    brought: Floats
    late: Floats
    taken: Floats
    formed: Floats
    greeting: Floats
    helping: Floats
    visits: float
    rest: float
    longest: float
    last_greeting: float
    whole_greeting: float


@dataclass(frozen=True)
class HallVisits:
    """The visits that come into a hall, on the days with any of all replications.

    Attributes
    ----------
    days : int
        How many days there are.
    day : ndarray of int
        On which of them each comes.
    time : ndarray
        When it comes in, in minutes after midnight.
    minutes : VisitMinutes
        Its work.
    """

    days: int
    day: Ints
    time: Floats
    minutes: VisitMinutes

    def by_work(self, kinds: int) -> list[Ints]:
        """The days of each kind, at most so many as there are days: from those with the least work at the counters to those with the most."""
        work = np.bincount(self.day, self.minutes.counter, self.days)
        return np.array_split(np.argsort(work, kind="stable"), min(kinds, self.days))


def hall_visits(scenario: Scenario, known: KnownVisits, number: int) -> HallVisits:
    """The visits of a hall, by its number."""
    days, lanes = known.by_hall[number], len(known.replications)
    floor = floor_of(scenario, list(scenario.halls)[number])
    times = np.concatenate([own.entry - day * DAY for day, own in days.items()])
    rows = np.concatenate([own.lane + place * lanes for place, own in enumerate(days.values())])
    parts = [work_of(floor, own) for own in days.values()]
    inside = np.isfinite(times)
    minutes = VisitMinutes(*(np.concatenate(column)[inside] for column in zip(*parts, strict=True)))
    return HallVisits(lanes * len(days), rows[inside], times[inside], minutes)


def visit_workload(visits: HallVisits, kinds: int = 1) -> VisitWorkload:
    """The work of a hall's visits, with days of so many kinds at most."""
    counter, taken, formed, greeting, helping = visits.minutes
    slot = (visits.time // SLOT).astype(np.int64)
    first, count = int(slot.min(initial=0)), int(DAY // SLOT)
    some = visits.by_work(kinds)
    sizes = np.array([len(own) for own in some], dtype=np.float64)
    kind = np.empty(visits.days, dtype=np.int64)
    for name, own in enumerate(some):
        kind[own] = name
    place = kind[visits.day] * count + slot

    def summed(values: Floats) -> Floats:
        found = np.bincount(place, values, len(some) * count).reshape(len(some), count)
        return np.asarray(found[:, first:] / sizes[:, None], dtype=np.float64)

    def each(values: Floats) -> Floats:
        of_slot, came = (np.bincount(slot, weights, count)[first:] for weights in (values, None))
        return np.asarray(of_slot / np.maximum(came, 1), dtype=np.float64)

    on = counter - taken
    sent = on[on > 0]
    at_door = np.concatenate([greeting[greeting > 0], helping[helping > 0]])
    return VisitWorkload(
        np.arange(first, count, dtype=np.float64) * SLOT,
        sizes / visits.days,
        summed(np.ones(len(slot))),
        summed(counter),
        summed(counter * (visits.time / SLOT - slot)),
        each(taken),
        each(formed),
        each(greeting),
        each(helping),
        len(slot) / visits.days,
        max(_rest(counter), _rest(sent)),
        max(float(counter.mean()), float(sent.mean()) if len(sent) else 0.0),
        _rest(at_door),
        sum(float(own[own > 0].mean()) for own in (greeting, helping) if own.any()),
    )


def _rest(minutes: Floats) -> float:
    """What is left of a time at a moment met at random."""
    return float((minutes**2).mean() / (2 * minutes.mean())) if minutes.any() else 0.0
