"""What the visits of a hall bring to its counters on a mean day, and what a greeter can take off, from slot to slot."""

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

SLOT = 5.0
"""Minutes of a slot (assumed: little work comes in one of them)."""


@dataclass(frozen=True)
class VisitWorkload:
    """Minutes on a mean day, by slot.

    Attributes
    ----------
    starts : ndarray
        When each slot begins, in minutes after midnight.
    brought : ndarray
        Minutes at the counter of those who come in, at speed 100 %.
    late : ndarray
        Of these, how many have still to come in at a moment of the slot, in the mean over its moments.
    taken, formed : ndarray
        Minutes at the counter that greeters take off if they greet all, and more if they help all with forms.
    greeting, helping : ndarray
        Minutes of greeters for that.
    visits : float
        Visits of the day.
    rest : float
        Minutes that a customer met at a counter has still to be served: half the mean square over the mean (Feller, *An Introduction
        to Probability Theory and Its Applications*, vol. 2, XI.4).
    longest : float
        Mean minutes at the counter of those who wait there: of all, or of those whom a greeter sends on, whichever is more.
    last_greeting : float
        Minutes that a customer met at a greeter has still to be greeted or helped.
    """

    starts: Floats
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


def visit_workload(scenario: Scenario, known: KnownVisits, number: int) -> VisitWorkload:
    """The work of a hall's visits, in the mean over the days with any and the replications.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    known : KnownVisits
        The visits.
    number : int
        Number of the hall.
    """
    days = known.by_hall[number]
    floor = floor_of(scenario, list(scenario.halls)[number])
    times = np.concatenate([own.entry - day * DAY for day, own in days.items()])
    parts = [work_of(floor, own) for own in days.values()]
    counter, taken, formed, greeting, helping = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    inside = np.isfinite(times)
    slot = np.where(inside, times // SLOT, 0).astype(np.int64)
    count, first, mean_of = (
        int(DAY // SLOT),
        int(slot[inside].min(initial=0)),
        len(days) * len(known.replications),
    )

    def summed(values: Floats) -> Floats:
        return np.asarray(
            np.bincount(slot[inside], values[inside], count)[first:] / mean_of, dtype=np.float64
        )

    on = counter - taken
    sent = on[on > 0]
    at_door = np.concatenate([greeting[greeting > 0], helping[helping > 0]])
    return VisitWorkload(
        np.arange(first, count, dtype=np.float64) * SLOT,
        summed(counter),
        summed(counter * np.where(inside, times / SLOT - slot, 0.0)),
        summed(taken),
        summed(formed),
        summed(greeting),
        summed(helping),
        float(inside.sum()) / mean_of,
        max(_rest(counter), _rest(sent)),
        max(float(counter.mean()), float(sent.mean()) if len(sent) else 0.0),
        _rest(at_door),
    )


def _rest(minutes: Floats) -> float:
    """What is left of a time at a moment met at random."""
    return float((minutes**2).mean() / (2 * minutes.mean())) if minutes.any() else 0.0
