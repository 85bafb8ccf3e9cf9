"""Warnings about what orders wait for in an office besides its heads: their customers, its days for a region, meetings, batches."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from sim.scenario.calendar import Calendar, overlap
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Segments, Services
from sim.scenario.deadline import TimeLimit, TimeUnit, time_limit_text
from sim.scenario.meetings import meeting_days, meeting_times
from sim.scenario.order_load import MOST_DAYS, loads, orders_that_come
from sim.scenario.problems import counted
from sim.scenario.site import Site, sites_of
from sim.scenario.source import Key
from sim.scenario.units import DAY, Window


def pauses_stop_clocks(offices: Offices) -> Found:
    """What the file says of pauses can matter."""
    for name, office in offices.items():
        for category, each in office.categories.items():
            key: Key = ("offices", name, "categories", category, "pause")
            if each.pause is None:
                continue
            if not each.pause.time.mean_minutes:
                yield (*key, "time"), "takes no time, so that nothing is paused: write a time such as 2 days"
            elif not each.pause.share and not each.pause.misused:
                yield key, "is of no order: give it a share such as 20 %, or misused"
            elif each.pause.misused and each.pause.share == 1:
                yield (
                    (*key, "misused"),
                    "has no effect, since every order waits for its customer: lower share",
                )
            elif each.pause.misused and each.deadline is None:
                yield (*key, "misused"), "has no effect, since there is no deadline: add one"


def meetings_are_held(calendar: Calendar, offices: Offices) -> Found:
    """Orders that wait for a joint meeting wait for one of the horizon."""
    for site in sites_of({}, {}, offices):
        coordinator = offices[site.name].coordinator
        if coordinator is None or coordinator.meeting is None:
            continue
        key: Key = (*site.key, "coordinator", "meeting")
        if not any(meeting_times(coordinator.meeting, site, calendar) >= 0):
            yield (
                key,
                "is never held in the horizon, so that orders wait for it to the end: lengthen the horizon, or give it another day",
            )
        if not any(coordinator.meeting.categories.values()):
            yield (*key, "categories"), "lets no order wait for it: give a category a share such as 10 %"


def meetings_are_in_hours(calendar: Calendar, offices: Offices) -> Found:
    """A joint meeting is held while the office works."""
    for site in sites_of({}, {}, offices):
        coordinator = offices[site.name].coordinator
        if coordinator is None or coordinator.meeting is None:
            continue
        meeting = coordinator.meeting
        days = meeting_days(meeting, site, calendar)
        at = Window(meeting.time, max(meeting.time + meeting.lasts, meeting.time + 1))
        if days and not any(overlap(at, list(site.hours(calendar, day))) for day in days):
            yield (
                (*site.key, "coordinator", "meeting", "time"),
                f"is a time at which the {site.title} does not work on any day of a meeting: write one within its hours",
            )


def analyses_have_time(calendar: Calendar, offices: Offices) -> Found:
    """What the monthly analysis needs, one head can do in a month."""
    days = range(min(calendar.days, MOST_DAYS))
    for site in sites_of({}, {}, offices):
        rules = offices[site.name].analysis
        if rules is None or not rules.work:
            continue
        month = (
            365
            / 12
            / len(days)
            * sum(end - start for day in days for start, end in site.hours(calendar, day))
        )
        if rules.takes * rules.work > month:
            yield (
                (*site.key, "analysis", "work"),
                f"takes {rules.takes * rules.work / 60:.0f} h a month for {counted(rules.takes, 'cause')}, and one head of the {site.title} works "
                f"for {month / 60:.0f} h: lower takes or work",
            )


def regions_have_days(calendar: Calendar, offices: Offices) -> Found:
    """A department that works for a region on some days only works on one of them."""
    for site in sites_of({}, {}, offices):
        opened = {
            calendar.weekday(calendar.date(day)) for day in range(calendar.days) if site.hours(calendar, day)
        }
        for name, department in offices[site.name].departments.items():
            for region, weekdays in department.days.items():
                if not weekdays & opened:
                    yield (
                        (*site.key, "departments", name, "days", region),
                        f"are days on which the {site.title} never works, so that no order of the region is begun: name one on which it does",
                    )


def batches_fill(
    calendar: Calendar,
    regions: Mapping[str, float],
    halls: Halls,
    centres: Centres,
    offices: Offices,
    services: Services,
    segments: Segments,
) -> Found:
    """As many orders come while the first of a batch waits as the batch is large, in the mean."""
    days = range(min(calendar.days, MOST_DAYS))
    for site in sites_of({}, {}, offices):
        office = offices[site.name]
        batches = {name: each.batch for name, each in office.departments.items() if each.batch is not None}
        if not batches:
            continue
        comes = list(orders_that_come(site, sites_of(halls, centres), calendar, days, services, segments))
        come = loads(office, comes, regions)
        for name, batch in batches.items():
            share = max(regions.values()) if batch.by == "region" else 1.0
            gather = 1 + come[name].orders * share * _weeks(batch.at_most, site, calendar, days)
            if gather < batch.size:
                yield (
                    (*site.key, "departments", name, "batch", "size"),
                    f"is seldom reached, since in the mean {gather:.1f} orders gather in {time_limit_text(batch.at_most)}: write fewer, or a longer at_most",
                )


def _weeks(limit: TimeLimit, site: Site, calendar: Calendar, days: range) -> float:
    """How many mean weeks of some days a time limit is; infinitely many where it never ends."""
    hours = [sum(end - start for start, end in site.hours(calendar, day)) for day in days]
    of_all = {
        TimeUnit.MINUTES: DAY * len(hours),
        TimeUnit.DAYS: len(hours),
        TimeUnit.WORKING_MINUTES: sum(hours),
        TimeUnit.WORKING_DAYS: sum(minutes > 0 for minutes in hours),
    }[limit.unit]
    return limit.amount * len(hours) / 7 / of_all if of_all else inf
