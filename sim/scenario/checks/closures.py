"""Checks on counters that close: whose they are, and whether they can be open then."""

from __future__ import annotations

from sim.scenario.calendar import Calendar, overlap
from sim.scenario.checks.pools import ever_works
from sim.scenario.checks.sections import Found, Halls, Pools
from sim.scenario.problems import nearest
from sim.scenario.site import sites_of
from sim.scenario.source import Key
from sim.scenario.staffing import Staffing
from sim.scenario.units import Window, window_text


def closures_name_pools(halls: Halls) -> Found:
    """What closes are pools of the hall."""
    for name, hall in halls.items():
        for number, outage in enumerate(hall.outages):
            for place, pool in enumerate(outage.pools if outage.pools != "all" else ()):
                if pool not in hall.pools:
                    yield (
                        ("halls", name, "outages", number, "pools", place),
                        f"is no pool of the hall {name}, {nearest(pool, hall.pools)}",
                    )
        for number, closure in enumerate(hall.closures, 1):
            if closure.pool is not None and closure.pool not in hall.pools:
                yield (
                    ("halls", name, "closures"),
                    f"names in row {number} {closure.pool}, which is no pool of the hall {name}, "
                    f"{nearest(closure.pool, hall.pools)}",
                )


def closures_close_somebody(halls: Halls, pools: Pools, staffing: Staffing | None) -> Found:
    """Somebody works in a pool that closes, or a plan may have somebody work there."""
    chosen = staffing.pools if staffing else {}
    works = {name for name, pool in pools.items() if ever_works(pool) or name in chosen}
    for name, hall in halls.items():
        for number, outage in enumerate(hall.outages):
            key: Key = ("halls", name, "outages", number)
            if outage.pools == "all" and not works & set(hall.pools):
                yield key, "closes nothing, since nobody of the hall's pools ever works: give one heads"
            for place, pool in enumerate(outage.pools if outage.pools != "all" else ()):
                if pool not in works:
                    yield (
                        (*key, "pools", place),
                        "is closed in vain, since nobody of the pool ever works: give it heads",
                    )
        for number, closure in enumerate(hall.closures, 1):
            if closure.pool is not None and closure.pool not in works:
                yield (
                    ("halls", name, "closures"),
                    f"closes in row {number} {closure.pool} in vain, since nobody of the pool ever works: give it heads",
                )


def closures_are_while_open(calendar: Calendar, halls: Halls) -> Found:
    """A listed closure lies where the hall is open; what becomes of customers is said where something closes."""
    for site in sites_of(halls, {}):
        hall = halls[site.name]
        days = range(-calendar.warm_up, calendar.days)
        in_vain = [
            (number, each)
            for number, each in enumerate(hall.closures, 1)
            if (day := (each.date - calendar.start).days) not in days
            or not overlap(Window(each.start, each.end), list(site.hours(calendar, day)))
        ]
        if in_vain:
            number, first = in_vain[0]
            more = f" (and {len(in_vain) - 1} more)" if len(in_vain) > 1 else ""
            outside = f"{first.date} lies outside the horizon of {calendar.date(0)} to {calendar.date(calendar.days - 1)}"
            closed = f"the hall is closed on {first.date} {window_text(Window(first.start, first.end))}"
            why = closed if (first.date - calendar.start).days in days else outside
            yield (
                (*site.key, "closures"),
                f"closes nothing in row {number}{more}, since {why}: is the date right?",
            )
        if hall.at_outage != "finish" and not hall.closes:
            yield (*site.key, "at_outage"), "has no effect, since nothing closes: add outages or closures"
