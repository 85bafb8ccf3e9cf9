"""What the visits of a hall bring to its counters on days of several kinds, and what a greeter can take off, from slot to slot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.lanes.days_apart import KnownVisits
from sim.lanes.floor import floor_of
from sim.lanes.hall.work import work_of
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


def visit_workload(scenario: Scenario, known: KnownVisits, number: int, kinds: int = 1) -> VisitWorkload:
    """The work of a hall's visits, on the days with any of all replications.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    known : KnownVisits
        The visits.
    number : int
        Number of the hall.
    kinds : int
        Of how many kinds days are at most.
    """
    days, lanes = known.by_hall[number], len(known.replications)
    floor = floor_of(scenario, list(scenario.halls)[number])
    times = np.concatenate([own.entry - day * DAY for day, own in days.items()])
    rows = np.concatenate([own.lane + place * lanes for place, own in enumerate(days.values())])
    parts = [work_of(floor, own) for own in days.values()]
    counter, taken, formed, greeting, helping = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    inside = np.isfinite(times)
    slot = np.where(inside, times // SLOT, 0).astype(np.int64)
    first, count = int(slot[inside].min(initial=0)), int(DAY // SLOT)
    work_of_day = np.bincount(rows[inside], counter[inside], lanes * len(days))
    some = np.array_split(np.argsort(work_of_day, kind="stable"), min(kinds, len(work_of_day)))
    sizes = np.array([len(own) for own in some], dtype=np.float64)
    kind = np.empty(len(work_of_day), dtype=np.int64)
    for name, own in enumerate(some):
        kind[own] = name
    place = (kind[rows] * count + slot)[inside]

    def summed(values: Floats) -> Floats:
        found = np.bincount(place, values[inside], len(some) * count).reshape(len(some), count)
        return np.asarray(found[:, first:] / sizes[:, None], dtype=np.float64)

    def each(values: Floats) -> Floats:
        of_slot, came = (
            np.bincount(slot[inside], weights, count)[first:] for weights in (values[inside], None)
        )
        return np.asarray(of_slot / np.maximum(came, 1), dtype=np.float64)

    on = counter - taken
    sent = on[on > 0]
    at_door = np.concatenate([greeting[greeting > 0], helping[helping > 0]])
    return VisitWorkload(
        np.arange(first, count, dtype=np.float64) * SLOT,
        sizes / len(work_of_day),
        summed(np.ones(len(times))),
        summed(counter),
        summed(counter * np.where(inside, times / SLOT - slot, 0.0)),
        each(taken),
        each(formed),
        each(greeting),
        each(helping),
        float(inside.sum()) / len(work_of_day),
        max(_rest(counter), _rest(sent)),
        max(float(counter.mean()), float(sent.mean()) if len(sent) else 0.0),
        _rest(at_door),
        sum(float(own[own > 0].mean()) for own in (greeting, helping) if own.any()),
    )


def _rest(minutes: Floats) -> float:
    """What is left of a time at a moment met at random."""
    return float((minutes**2).mean() / (2 * minutes.mean())) if minutes.any() else 0.0
