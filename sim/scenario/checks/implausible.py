"""Warnings of what can hardly be meant: customers who find the door closed, staff out of all proportion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil

from sim.scenario.appointments import Appointments
from sim.scenario.calendar import Calendar, overlap
from sim.scenario.checks.demand import LOOKED_AT, missed
from sim.scenario.checks.pools import duties, most_heads
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Pools, Segments, Services
from sim.scenario.demand import Service
from sim.scenario.pool import Pool
from sim.scenario.segments import share_of, time_factor_of
from sim.scenario.site import Door, Site, sites_of
from sim.scenario.units import WEEKDAYS, Window, window_text

MOST_MISSED = 0.05
"""Share of a weekday's customers who may find a place closed (assumed: a few come too early, or after closing)."""

MANY_HEADS = 10
"""Heads of a pool below which nothing is said of their number (assumed)."""

LEAST_BUSY = 0.05
"""Share of the time on duty that work takes at the least (assumed)."""


def profiles_lie_in_the_hours(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """On each day of the week, nearly all customers come while the place is open, or wait at its door."""
    for site in sites_of(halls, centres, offices):
        hours = _hours_by_weekday(site, calendar)
        for door in site.ways_in:
            if door.channel == "app":
                continue  # it is never closed
            found = {
                day: share
                for day in hours
                if (share := _missed_share(site, door, day, hours[day])) > MOST_MISSED
            }
            if found:
                worst = max(found, key=lambda day: found[day])
                opened = ", ".join(map(window_text, hours[worst]))
                days = ", ".join(WEEKDAYS[day] for day in sorted(found))
                yield (
                    (*door.key, "profile"),
                    f"sends {100 * found[worst]:.0f} % of the customers of {WEEKDAYS[worst]} to a closed {site.kind}, open {opened}: "
                    f"give the days their own columns, mon to sun (too many on {days})",
                )


def _hours_by_weekday(site: Site, calendar: Calendar) -> dict[int, tuple[Window, ...]]:
    """Opening hours of the days of the week on which a place is open in the horizon."""
    days = (
        (calendar.weekday(calendar.date(day)), site.hours(calendar, day))
        for day in range(min(calendar.days, LOOKED_AT))
    )
    return {weekday: windows for weekday, windows in days if windows}


def _missed_share(site: Site, door: Door, weekday: int, hours: Iterable[Window]) -> float:
    """Share of the customers of a day of the week who come neither while it is open nor shortly before."""
    welcome = [Window(max(0.0, window.start - site.early), window.end) for window in hours]
    total = sum(row.weights[weekday] for row in door.arrivals.profile)
    return missed(door.arrivals, welcome, lambda row: row.weights[weekday]) / total if total else 0.0


def slots_hold_those_who_book(calendar: Calendar, halls: Halls, centres: Centres) -> Found:
    """Slots have places for those who mean to book, on the days that are looked at together."""
    for site in sites_of(halls, centres):
        rules = halls[site.name].appointments if site.name in halls else None
        if rules is None:
            continue
        days = [day for day in range(min(calendar.days, LOOKED_AT)) if site.hours(calendar, day)]
        dates = [calendar.date(day) for day in days]
        means = [halls[site.name].arrivals.mean_on(date, calendar.weekday(date)) for date in dates]
        places = sum(_places(rules, calendar.weekday(date)) for date in dates)
        wanted = rules.share * sum(means)
        if days and wanted > places:
            yield (
                (*site.key, "appointments", "share"),
                f"lets {wanted / len(days):.3g} customers a day mean to book, for whom there are {places / len(days):.3g} places: "
                "the others walk in",
            )


def _places(rules: Appointments, weekday: int) -> int:
    """Places of all slots of a day of the week."""
    offered = (each for each in rules.slots if weekday in each.days)
    return sum(
        each.places * ceil((stretch.end - stretch.start) / each.every)
        for each in offered
        for stretch in each.hours
    )


def heads_fit_the_work(
    calendar: Calendar,
    halls: Halls,
    centres: Centres,
    pools: Pools,
    services: Services,
    segments: Segments,
) -> Found:
    """Heads at counters and phones are not many times those whom the customers keep busy."""
    for site in sites_of(halls, centres):
        staff = {
            name: pools[name]
            for name in site.pools
            if name in pools and pools[name].works_at in ("counter", "phone")
        }
        days = {
            day: hours for day in range(min(calendar.days, LOOKED_AT)) if (hours := site.hours(calendar, day))
        }
        opened = sum(window.end - window.start for hours in days.values() for window in hours)
        work = _work(site, calendar, services, segments, days)
        on_duty = sum(minutes_on_duty(pool, calendar, days) for pool in staff.values())
        largest = max(staff, key=lambda name: most_heads(staff[name]), default="")
        if not largest or most_heads(staff[largest]) < MANY_HEADS or not work < LEAST_BUSY * on_duty:
            continue
        where = "shifts" if staff[largest].shifts else "heads"
        yield (
            ("pools", largest, where),
            f"puts up to {most_heads(staff[largest])} heads on duty, where all who come to the {site.title} keep "
            f"{work / opened:.2g} busy in the mean: is that the number of staff?",
        )


def _work(
    site: Site, calendar: Calendar, services: Services, segments: Segments, days: Iterable[int]
) -> float:
    """Minutes of work that come to a place on some days."""
    each = sum(
        share_of(name, services, segments)
        * time_factor_of(name, services, segments)
        * _minutes(site, service)
        for name, service in services.items()
    )
    dates = [calendar.date(day) for day in days]
    return each * sum(
        door.arrivals.mean_on(date, calendar.weekday(date)) for door in site.doors for date in dates
    )


def _minutes(site: Site, service: Service) -> float:
    """Minutes of a contact of a service there, at speed 100 %."""
    if site.kind == "hall":
        return service.handle_time.mean_minutes
    talk = service.phone.talk_time or service.handle_time
    return talk.mean_minutes + service.phone.after_call.mean_minutes


def minutes_on_duty(pool: Pool, calendar: Calendar, days: Mapping[int, tuple[Window, ...]]) -> float:
    """Minutes for which heads of a pool are on duty while it is open."""
    by_date = {calendar.date(day): list(hours) for day, hours in days.items()}
    by_weekday: dict[int, list[list[Window]]] = {}
    for date, hours in by_date.items():
        by_weekday.setdefault(calendar.weekday(date), []).append(hours)
    minutes = 0.0
    for piece in duties(pool):
        opened = [by_date.get(piece.date, [])] if piece.date else _of(by_weekday, piece.weekdays)
        minutes += piece.heads * sum(overlap(Window(piece.start, piece.end), hours) for hours in opened)
    return minutes


def _of(by_weekday: Mapping[int, list[list[Window]]], weekdays: Iterable[int]) -> list[list[Window]]:
    return [hours for weekday in weekdays for hours in by_weekday.get(weekday, ())]
