"""What changes on a date for everybody, as overrides with a row for each date: heads of pools, and how many customers come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.scenario.calendar import Calendar
from sim.scenario.demand import Arrivals
from sim.scenario.pool import Pool, paid_rows_of, pieces_on, rows_of
from sim.scenario.site import Site
from sim.scenario.units import DAY

VOLUME = ("per_day", "weekday", "day_of_month", "dates", "volumes")
"""What says how many customers come on a day."""


def by_date(whole: Any, on_day: Mapping[int, Any]) -> dict[str, Any]:
    """The overrides of a scenario that is another one on some days: before a pool is there, it has no heads.

    Parameters
    ----------
    whole : Scenario
        With all pools.
    on_day : mapping
        The scenario that it is on each day of warm-up and horizon, and on the one behind.
    """
    distinct = list({id(there): there for there in on_day.values()}.values())
    found: dict[str, Any] = {}
    working = {name for site in whole.sites.values() for name in site.pools}
    for name, pool in whole.pools.items():
        if name in working and not all(_same_heads(there.pools.get(name), pool) for there in distinct):
            found |= _heads(whole, name, on_day)
    for site in whole.sites.values():
        for number, door in enumerate(site.ways_in):
            each = {day: there.sites[site.name].ways_in[number].arrivals for day, there in on_day.items()}
            if not all(_same_volume(arrivals, door.arrivals) for arrivals in each.values()):
                found[".".join(map(str, (*door.key, "volumes")))] = _volumes(whole.calendar, each)
    return found


def _heads(whole: Any, name: str, on_day: Mapping[int, Any]) -> dict[str, Any]:
    """The heads of a pool on the days on which its site is open."""
    site, calendar = whole.site_of(name), whole.calendar
    heads, paid = [], []
    for day in _open_days(site, calendar, on_day):
        pool: Pool | None = on_day[day].pools.get(name)
        if pool is None:
            continue
        date = calendar.date(day)
        weekday = calendar.weekday(date)
        heads += [each._replace(date=date) for each in pieces_on(pool.heads or (), date, weekday)]
        paid += [each._replace(date=date) for each in pieces_on(pool.paid, date, weekday)]
    at = f"pools.{name}"
    found: dict[str, Any] = {f"{at}.heads": rows_of(tuple(heads))}
    return found | ({f"{at}.paid": paid_rows_of(tuple(paid))} if paid or whole.pools[name].paid else {})


def _open_days(site: Site, calendar: Calendar, days: Iterable[int]) -> list[int]:
    """Those of some days on which a site is open; the one behind the horizon counts, if it is open through the last midnight."""
    last, following = site.hours(calendar, calendar.days - 1), site.hours(calendar, calendar.days)
    goes_on = bool(last and following) and last[-1].end == DAY and following[0].start == 0.0
    return [day for day in days if site.hours(calendar, day) and (day < calendar.days or goes_on)]


def _volumes(calendar: Calendar, each: Mapping[int, Arrivals]) -> tuple[tuple[Any, float], ...]:
    """How many customers come on each date, in the mean, if it is open."""
    dates = {day: calendar.date(day) for day in each}
    return tuple(
        (dates[day], arrivals.mean_on(dates[day], calendar.weekday(dates[day])))
        for day, arrivals in each.items()
    )


def _same_heads(one: Pool | None, other: Pool) -> bool:
    return one is not None and (one.heads, one.paid) == (other.heads, other.paid)


def _same_volume(one: Arrivals, other: Arrivals) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in VOLUME)
