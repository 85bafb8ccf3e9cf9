"""Checks on appointments: slots are for services that there are, and lie in the opening hours."""

from __future__ import annotations

import numpy as np

from sim.scenario.appointments import Slots
from sim.scenario.calendar import Calendar
from sim.scenario.checks.sections import Centres, Found, Halls, Services
from sim.scenario.problems import nearest, quoted
from sim.scenario.site import Site, sites_of
from sim.scenario.source import Key
from sim.scenario.units import Window, weekdays_text, window_text

LOOKED_AT = 366
"""Days of the horizon that are looked at."""


def slots_are_of_services(halls: Halls, services: Services) -> Found:
    """Slots are for services that there are."""
    for name, hall in halls.items():
        for number, each in enumerate(hall.appointments.slots if hall.appointments else ()):
            for place, service in enumerate(each.services or ()):
                if service not in services:
                    yield (
                        ("halls", name, "appointments", "slots", number, "services", place),
                        f"is no service, {nearest(service, services)}",
                    )


def slots_are_in_whole_minutes(halls: Halls) -> Found:
    """Slots begin on whole minutes, as people write them."""
    for name, hall in halls.items():
        for number, each in enumerate(hall.appointments.slots if hall.appointments else ()):
            if each.every % 1:
                yield (
                    ("halls", name, "appointments", "slots", number, "every"),
                    "is no whole number of minutes, write 10 min or 15 min",
                )


def slots_are_in_hours(calendar: Calendar, halls: Halls, centres: Centres) -> Found:
    """Of slots that are written together, one at least can be booked."""
    for site in sites_of(halls, centres):
        if site.name not in halls:
            continue
        rules = halls[site.name].appointments
        for number, each in enumerate(rules.slots if rules else ()):
            hours = _hours_on(site, calendar, each)
            if hours and not any(_offers(each, windows, site.last_ticket) for windows in hours):
                key: Key = ("halls", site.name, "appointments", "slots", number, "hours")
                opened = ", ".join(map(window_text, hours[0]))
                yield key, f"has no slot at which the hall gives tickets, open {opened}: write hours within"
            if not hours:
                days = quoted(weekdays_text(each.days))
                yield (
                    ("halls", site.name, "appointments", "slots", number, "days"),
                    f"offers slots on {days}, and the hall is open on no such day of the horizon",
                )


def _hours_on(site: Site, calendar: Calendar, each: Slots) -> list[tuple[Window, ...]]:
    """Opening hours of the days of the horizon for which some slots are, if it is open on any."""
    days = (
        day
        for day in range(min(calendar.days, LOOKED_AT))
        if calendar.weekday(calendar.date(day)) in each.days
    )
    return [hours for day in days if (hours := site.hours(calendar, day))]


def _offers(each: Slots, windows: tuple[Window, ...], last_ticket: float) -> bool:
    """Whether one of some slots is while a hall gives tickets."""
    times = [time for stretch in each.hours for time in np.arange(stretch.start, stretch.end, each.every)]
    return any(
        window.start <= time < max(window.start, window.end - last_ticket)
        for time in times
        for window in windows
    )
