"""What happens to outages that no crew ends: they last by themselves, are planned, or a list says when supply is back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Dice
from sim.draws.outages import outages_of
from sim.log.columns import empty
from sim.log.outage_log import OutageLog
from sim.log.outages import (
    CrewVisits,
    Estimates,
    Lives,
    Outages,
    OutageStage,
    Sent,
    Steps,
    Told,
)
from sim.log.work import Work
from sim.scenario import Scenario
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEVER = -1
"""How an outage became known that never did."""


def outage_log(scenario: Scenario, dice: Dice, replications: range) -> OutageLog:
    """All that is written down of the outages of a scenario that has some; lanes count from the first of the replications."""
    outages = outages_of(scenario, dice, replications)
    lives = lives_without_crews(outages, scenario.calendar.days * DAY)
    return OutageLog(
        outages, lives, steps_of(lives), promised(outages), empty(CrewVisits), empty(Sent), empty(Work)
    )


def lives_without_crews(outages: Outages, horizon: float) -> Lives:
    """What happens to outages that end without a crew; what would happen from the end of the horizon on has not happened."""
    seen = seen_from(outages, outages.ends)
    restored = np.maximum(outages.ends, seen)
    known = seen + (outages.sensed - outages.start)
    planned = ~np.isnan(outages.announced)
    known = np.where(planned, outages.start, np.where(known < restored, known, np.nan))
    by = np.where(planned, Told.PLANNED, np.where(np.isnan(known), NEVER, Told.SENSED))
    never = np.full(len(known), np.nan)
    return Lives(
        outages.lane,
        outages.number,
        known=np.where(known < horizon, known, np.nan),
        by=np.where(known < horizon, by, NEVER),
        assigned=never,
        on_site=never,
        cause=never,
        isolated=never,
        restored=np.where(restored < horizon, restored, np.nan),
    )


def front_row(outages: Outages) -> Ints:
    """The row of the outage in front of each; its own row of those that are behind none."""
    row = np.arange(len(outages.lane))
    return np.where(outages.behind < 0, row, row - outages.number + outages.behind)


def seen_from(outages: Outages, ends: Floats) -> Floats:
    """From when on each outage can be seen: its start, or when the one in front of it is restored, NaN if never.

    Parameters
    ----------
    outages : Outages
        The outages.
    ends : ndarray
        When each would be restored without any in front of it.
    """
    front, restored = front_row(outages), ends
    while True:  # as often as the longest chain has links
        later = np.maximum(ends, restored[front])
        if np.array_equal(later, restored, equal_nan=True):
            return np.where(outages.behind < 0, outages.start, restored[front])
        restored = later


def steps_of(lives: Lives) -> Steps:
    """The return of all customers at once."""
    back = lives.where(~np.isnan(lives.restored))
    return Steps(back.lane, back.number, back.restored, np.ones(len(back.lane)))


def promised(outages: Outages) -> Estimates:
    """The ends that announcements promise."""
    told = outages.where(~np.isnan(outages.promised))
    stage = np.full(len(told.lane), OutageStage.ANNOUNCED)
    return Estimates(told.lane, told.number, stage, told.announced, told.promised)
