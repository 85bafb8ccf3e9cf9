"""Checks on public holidays by name: their years are announced, and their working days are everybody's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Centres, Found, Halls, Offices
from sim.scenario.public_holidays import countries_in, is_known, years_by_hand
from sim.scenario.site import sites_of
from sim.scenario.source import Key

Days = tuple[dt.date | str, ...]


def years_are_announced(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """Holidays of a country are known for each year of the horizon, or some of their dates stand beside its name."""
    by_hand = years_by_hand((*calendar.closed, *calendar.working))
    yield from _announced(("calendar", "closed"), calendar.closed, calendar, by_hand)
    yield from _announced(("calendar", "working"), calendar.working, calendar, by_hand)
    for site in sites_of(halls, centres, offices):
        own: Days = site.own_hours.closed or ()
        yield from _announced((*site.key, "closed"), own, calendar, by_hand | years_by_hand(own))


def _announced(key: Key, days: Days, calendar: Calendar, by_hand: Container[int]) -> Found:
    horizon = range(calendar.date(-calendar.warm_up).year, calendar.date(calendar.days - 1).year + 1)
    for country in countries_in(days):
        unknown = [year for year in horizon if not is_known(country, year, by_hand)]
        if unknown:
            place = (*key, days.index(country)) if len(days) > 1 else key
            yield (
                place,
                f"says nothing of {unknown[0]}, of which the installed package holidays knows no announcement: "
                f"write that year's days by hand, such as closed: [{country}, {unknown[0]}-01-01], "
                f"and the Saturdays and Sundays that are worked under calendar.working",
            )


def countries_are_of_the_calendar(
    calendar: Calendar, halls: Halls, centres: Centres, offices: Offices
) -> Found:
    """Saturdays and Sundays that a country works are working days for all sites, so that the calendar names it."""
    known = countries_in((*calendar.closed, *calendar.working))
    for site in sites_of(halls, centres, offices):
        for country in countries_in(site.own_hours.closed or ()):
            if country not in known:
                yield (
                    (*site.key, "closed"),
                    f"names {country}, of whose working Saturdays and Sundays the calendar says nothing, "
                    f"add working: {country} to calendar",
                )
