"""The outages of a short horizon as one timeline: who is without supply, who calls, which crews are at work; and where it is dark at which hour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.measures.registry import measure
from sim.measures.sums import BUSY
from sim.results.estimates import Sample, mean_of_all
from sim.results.result import Result
from sim.tally import total

LONGEST = 14
"""Days up to which a timeline has every interval (assumed: of a longer one nobody sees them)."""

WEEK = 7
"""Days up to which a map has the hours of each day."""

CREWS_AT_WORK = "crews_at_work"


def has_timeline(result: Result) -> bool:
    """Whether there is a timeline: outages in a horizon that is short enough for every interval to be seen."""
    days = result.scenario.calendar.days
    return result.scenario.outages is not None and days <= LONGEST and result.frame.keeps_intervals


def tracks(result: Result) -> list[str]:
    """What a timeline shows beside each other: names of measures, and crews at work."""
    centres = result.scenario.centres.values()
    found = ["customers_out_mean"]
    found += ["calls_offered", "calls_answered"] * bool(centres)
    found += ["busy_tone"] * any(centre.trunks for centre in centres)
    return [*found, *[CREWS_AT_WORK] * bool(_crews(result))]


def track(result: Result, name: str) -> Sample | None:
    """A figure in each interval of the horizon; none where the scenario has none of it."""
    if name == CREWS_AT_WORK:
        return _crews_at_work(result) if _crews(result) else None
    if measure(name) not in result.measures:
        return None
    return result.samples.cut(measure(name), "all", "interval").at(0)


def _crews(result: Result) -> list[int]:
    """The numbers of the pools of crews."""
    section, pools = result.scenario.outages, list(result.scenario.pools)
    return [pools.index(name) for name in section.crews.all_pools] if section and section.crews else []


def _crews_at_work(result: Result) -> Sample:
    """Crews that are on their way or at an outage."""
    minutes = total(result.sums, result.frame, BUSY, "pool", "interval")[:, _crews(result)].sum(axis=1)
    return mean_of_all(minutes / result.scenario.calendar.interval, result.sums["replications"])


def out_by_hour(result: Result) -> NDArray[np.float64]:
    """The share of each region's customers that is without supply: shape (regions, days, hours).

    Of more days than a week it is that of the average day; NaN of regions without customers.
    """
    frame, found = result.frame, measure("customers_out_mean")
    by_day = frame.days <= WEEK and frame.keeps_intervals
    mean = result.samples.cut(found, "region", "interval" if by_day else "clock").mean
    by_hour = mean.reshape(len(mean), frame.days if by_day else 1, 24, -1).mean(axis=3)
    supplied = np.where(frame.supplied > 0, frame.supplied, np.nan)
    return np.asarray(by_hour / supplied[:, None, None])


def has_hours(result: Result) -> bool:
    """Whether intervals make up whole hours."""
    return result.scenario.outages is not None and result.frame.intervals % 24 == 0
