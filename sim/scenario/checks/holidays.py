"""Checks on public holidays by name: their years are announced, and their working days are everybody's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Centres, Found, Halls
from sim.scenario.public_holidays import countries_in, public_holidays
from sim.scenario.site import sites_of
from sim.scenario.source import Key

Days = tuple[dt.date | str, ...]


def years_are_announced(calendar: Calendar, halls: Halls, centres: Centres) -> Found:
    """Holidays of a country are known for each year of the horizon, or some of their dates stand beside its name."""
    by_hand = {date.year for date in (*calendar.closed, *calendar.working) if isinstance(date, dt.date)}
    yield from _announced(("calendar", "closed"), calendar.closed, calendar, by_hand)
    yield from _announced(("calendar", "working"), calendar.working, calendar, by_hand)
    for site in sites_of(halls, centres):
        own: Days = site.rules.closed or ()
        years = by_hand | {date.year for date in own if isinstance(date, dt.date)}
        yield from _announced((*site.key, "closed"), own, calendar, years)


def _announced(key: Key, days: Days, calendar: Calendar, by_hand: Iterable[int]) -> Found:
    horizon = range(calendar.date(-calendar.warm_up).year, calendar.date(calendar.days - 1).year + 1)
    for country in countries_in(days):
        unknown = [year for year in horizon if public_holidays(country, year) is None and year not in by_hand]
        if unknown:
            place = (*key, days.index(country)) if len(days) > 1 else key
            yield (
                place,
                f"says nothing of {unknown[0]}, of which the installed package holidays knows no announcement: "
                f"write that year's days by hand, such as closed: [{country}, {unknown[0]}-01-01], "
                f"and the Saturdays and Sundays that are worked under calendar.working",
            )


def countries_are_of_the_calendar(calendar: Calendar, halls: Halls, centres: Centres) -> Found:
    """Saturdays and Sundays that a country works are working days for all sites, so that the calendar names it."""
    known = countries_in((*calendar.closed, *calendar.working))
    for site in sites_of(halls, centres):
        for country in countries_in(site.rules.closed or ()):
            if country not in known:
                yield (
                    (*site.key, "closed"),
                    f"names {country}, of whose working Saturdays and Sundays the calendar says nothing, "
                    f"add working: {country} to calendar",
                )
