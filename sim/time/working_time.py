"""Working time of sites, as deadlines count it: their working hours, and when each of their working days ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.calendar import Calendar
from sim.scenario.site import Site
from sim.scenario.units import DAY, LONGEST, Window
from sim.time.working_hours import WorkingHours, working_hours

DAYS_AROUND = round(LONGEST / DAY)
"""Days before the warm-up on which deadlines may have begun, and after the horizon on which they may end."""


class WorkingTime(NamedTuple):
    """Working time of some sites: from a year before warm-up and horizon to a year after them, or to the last day that is known.

    Attributes
    ----------
    hours : WorkingHours
        The working hours of each site.
    first_day : ndarray
        Where the working days of each site begin among all, and where the last one's end: shape (sites + 1,).
    day_ends : ndarray
        When each working day ends, in minutes since the horizon's first midnight.
    """

    hours: WorkingHours
    first_day: NDArray[np.int64]
    day_ends: NDArray[np.float64]


def working_time(sites: Iterable[Iterable[tuple[Window, ...]]]) -> WorkingTime:
    """The working time of some sites, from each one's windows day by day; a day with any is a working day."""
    days = [[windows for windows in of_site if windows] for of_site in sites]
    return WorkingTime(
        working_hours([[window for windows in of_site for window in windows] for of_site in days]),
        np.cumsum([0, *map(len, days)], dtype=np.int64),
        np.array([windows[-1].end for of_site in days for windows in of_site], dtype=np.float64),
    )


def working_time_of(scenario: Scenario, sites: Iterable[str]) -> WorkingTime:
    """The working time of some sites of a scenario, by name.

    It ends before the first day after the horizon of which it is not known whether the site is open, because a year's holidays are not
    announced: a deadline that ends there ends at infinity, and so after the horizon, where nobody asks whether it was kept. Of days before
    the horizon such a year has no holidays; the checks refuse one within it.
    """
    return working_time(_days(scenario.sites[name], scenario.calendar) for name in sites)


def _days(site: Site, calendar: Calendar) -> Iterable[tuple[Window, ...]]:
    """The windows of a site day by day, in minutes since the horizon's first midnight."""
    for day in range(-calendar.warm_up - DAYS_AROUND, calendar.days + DAYS_AROUND):
        known = site.is_round_the_clock or calendar.is_known(calendar.date(day), site.own_hours)
        if not known and day >= calendar.days:
            return
        yield tuple(Window(day * DAY + start, day * DAY + end) for start, end in site.hours(calendar, day))
