"""When the joint meetings of an office are held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from sim.scenario.calendar import Calendar
from sim.scenario.office import Meeting
from sim.scenario.site import Site
from sim.scenario.units import DAY

MONTH = 31
"""Days before the first one simulated of which a meeting may have been put off into it."""


def meeting_times(meeting: Meeting, site: Site, calendar: Calendar) -> NDArray[np.float64]:
    """The meetings of warm-up and horizon, in minutes since the horizon's first midnight."""
    return np.array([day * DAY + meeting.time for day in sorted(meeting_days(meeting, site, calendar))])


def meeting_days(meeting: Meeting, site: Site, calendar: Calendar) -> frozenset[int]:
    """The days of warm-up and horizon on which meetings are held."""
    days = {_held_on(day, site, calendar) for day in _regular_days(meeting, calendar)}
    return frozenset(day for day in days if -calendar.warm_up <= day < calendar.days)


def _regular_days(meeting: Meeting, calendar: Calendar) -> Iterator[int]:
    """The days on which it would be held if none of them were off."""
    for day in range(-calendar.warm_up - MONTH, calendar.days):
        date = calendar.date(day)
        if meeting.weekday is not None and date.weekday() in meeting.weekday:
            yield day
        if meeting.on is not None and date.day == min(meeting.on, _last_of_month(calendar, day)):
            yield day


def _last_of_month(calendar: Calendar, day: int) -> int:
    """The number of days of the month in which a day lies."""
    of_next = calendar.date(day).replace(day=28) + timedelta(days=4)
    return (of_next - timedelta(days=of_next.day)).day


def _held_on(day: int, site: Site, calendar: Calendar) -> int:
    """The day itself, or the next one on which the site is open; the one behind the horizon where none is."""
    return next((each for each in range(day, calendar.days) if site.hours(calendar, each)), calendar.days)
