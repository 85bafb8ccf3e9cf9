"""A scenario in five lines or six, for whoever prints it in a notebook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sim.scenario.calendar import Calendar
from sim.scenario.checks.pools import most_heads
from sim.scenario.pool import Pool
from sim.scenario.site import Site
from sim.scenario.target import Target

MOST_NAMED = 5
"""Names on one line; of more, the number is told."""


def summary(
    title: str,
    calendar: Calendar,
    sites: Iterable[Site],
    pools: Mapping[str, Pool],
    targets: Sequence[Target],
    policies: Iterable[str],
    orders: Mapping[str, float],
) -> str:
    """What it is, when, who comes where, who works there, and what is asked of it, a line each; one more for the orders of offices."""
    first, last = calendar.date(0), calendar.date(calendar.days - 1)
    days = "1 day" if calendar.days == 1 else f"{calendar.days} days"
    warm_up = f", after {calendar.warm_up} of warm-up" if calendar.warm_up else ""
    off, worked = calendar.holidays()
    holidays = f", closed on {_dates(off)}" if off else ""
    weekends = f", working on {_dates(worked)}" if worked else ""
    volumes = (
        f"{site.name} {sum(door.arrivals.per_day for door in site.doors):,.6g}"
        for site in sites
        if site.doors
    )
    heads = (f"{name} {most_heads(pool)}" for name, pool in pools.items())
    named = (" ".join((each.measure, each.scope, each.period)).replace(" all", "") for each in targets)
    weekly = (f"{office} {count:,.4g}" for office, count in orders.items())
    return "\n".join(
        (
            title,
            f"{days} from {first} to {last}{warm_up}{holidays}{weekends}",
            f"customers a day: {_some(volumes)}",
            *([f"work orders a week, about: {_some(weekly)}"] if orders else []),
            f"most heads at once: {_some(heads)}",
            f"targets: {_some(named)}; policies: {_some(policies)}",
        )
    )


def _dates(dates: Sequence[dt.date]) -> str:
    """One date, or how many there are from the first to the last."""
    if len(dates) == 1:
        return str(dates[0])
    return f"{len(dates)} dates from {dates[0]} to {dates[-1]}"


def _some(names: Iterable[str]) -> str:
    """The first of some names, and how many there are besides."""
    listed = list(names)
    more = f" and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    return ", ".join(listed[:MOST_NAMED]) + more or "none"
