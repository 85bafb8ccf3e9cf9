"""Clocks of deadlines: when one ends, what a pause does to it, and when a share of it is used up.

Each unit of a deadline has a count that never falls: minutes, working minutes, days ended, working days ended, up to a time. A deadline
ends at the earliest time at which the count, since the deadline began, is its amount; a pause takes out what the count grows meanwhile.

Of days the one on which a deadline begins does not count; a day ends at midnight, and a working day when its work ends (China's Civil Code,
articles 201 and 203). A day counts if the deadline runs when the day ends (assumed). A deadline in days of the calendar may end on a day
off, as in a promise of so many days; article 203 would let it end on the next working day, where nothing else is agreed.

The functions are compiled as they stand; they call one another and use no Python but numbers. All times are in minutes since the horizon's
first midnight, and on the grid of ticks if those given are. `site` is a site's number in the table of working time, `unit` a
:class:`TimeUnit`. An infinite time is after all days that are known.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf

from sim.scenario.deadline import TimeUnit
from sim.scenario.units import DAY
from sim.time.ticks import on_grid_one
from sim.time.working_hours import worked, worked_by
from sim.time.working_time import WorkingTime

MINUTES, DAYS, WORKING_MINUTES, WORKING_DAYS = map(int, TimeUnit)


def due(time: WorkingTime, site: int, unit: int, start: float, amount: float) -> float:
    """When a deadline of an amount above zero ends that begins at `start`; whole days, and minutes on the grid."""
    return count_reaches(time, site, unit, count_at_start(time, site, unit, start) + amount)


def due_after_pause(
    time: WorkingTime, site: int, unit: int, start: float, due: float, paused: float, resumed: float
) -> float:
    """When a deadline ends that began at `start` and would have ended at `due`, after a pause.

    Of several pauses, from early to late. A pause that begins when the deadline has ended, or just then, changes nothing.
    """
    if paused >= due or due == inf:
        return due
    first = count_at_start(time, site, unit, start)
    before = max(first, count(time, site, unit, paused))
    after = max(first, count(time, site, unit, resumed))
    return count_reaches(time, site, unit, count(time, site, unit, due) + (after - before))


def time_at_share(
    time: WorkingTime, site: int, unit: int, start: float, due: float, share: float, stood: float = 0.0
) -> float:
    """When a share of a deadline from `start` to `due` is used up.

    Parameters
    ----------
    time, site, unit
        As everywhere here.
    start, due : float
        When the deadline begins and ends; where it ends is not known, nor is when a share is used up.
    share : float
        Of the minutes from start to end, or of the working minutes for deadlines in working minutes or working days; above 1 it is the
        time after the end.
    stood : float
        Minutes of pauses (:func:`minutes_run` from the beginning to the end of each) that had begun before; the time found counts for whoever
        has not come to that share before the pause. In days it may then be just before the pause's end: it is met at that end.
    """
    if due == inf:
        return inf
    begun = minutes_run(time, site, unit, start)
    whole = minutes_run(time, site, unit, due) - begun - stood
    reached = begun + stood + on_grid_one(share * whole)
    if unit in (WORKING_MINUTES, WORKING_DAYS):
        return max(start, worked_by(time.hours, site, reached))
    return reached


def on_list(time: WorkingTime, site: int, moment: float) -> float:
    """When the list of a working day is made with what has come by a time: at the first midnight from then on with which a working day begins."""
    if moment == inf:
        return inf
    midnight = -(-moment // DAY) * DAY
    place = bisect_right(time.day_ends, midnight, time.first_day[site], time.first_day[site + 1])
    if place == time.first_day[site + 1]:
        return inf
    return float((-(-time.day_ends[place] // DAY) - 1.0) * DAY)


def minutes_run(time: WorkingTime, site: int, unit: int, until: float) -> float:
    """Minutes up to a time, or working minutes for a deadline in working minutes or working days."""
    if unit in (WORKING_MINUTES, WORKING_DAYS):
        return worked(time.hours, site, until)
    return until


def count(time: WorkingTime, site: int, unit: int, until: float) -> float:
    """The count of a unit up to a time: what ends just then is in it."""
    if unit == WORKING_DAYS:
        first = time.first_day[site]
        return float(bisect_right(time.day_ends, until, first, time.first_day[site + 1]) - first)
    if unit == DAYS:
        return until // DAY
    return minutes_run(time, site, unit, until)


def count_at_start(time: WorkingTime, site: int, unit: int, start: float) -> float:
    """The count from which a deadline counts that begins at `start`: of days, what there is at the end of that day."""
    if unit in (DAYS, WORKING_DAYS):
        return count(time, site, unit, (start // DAY + 1.0) * DAY)
    return count(time, site, unit, start)


def count_reaches(time: WorkingTime, site: int, unit: int, value: float) -> float:
    """The earliest time at which the count of a unit is a value above zero; infinite where that is after all known days."""
    if unit == WORKING_DAYS:
        place = time.first_day[site] + int(value) - 1
        return float(time.day_ends[place]) if place < time.first_day[site + 1] else inf
    if unit == DAYS:
        return value * DAY
    if unit == WORKING_MINUTES:
        return worked_by(time.hours, site, value)
    return value
