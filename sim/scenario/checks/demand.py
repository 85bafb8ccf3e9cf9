"""Checks on demand: shares, mixes, opening hours, the size of it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.scenario.calendar import Calendar, overlap
from sim.scenario.checks.sections import Centres, Found, Halls, Offices, Pools, Segments, Services
from sim.scenario.demand import Arrivals, ComeBack, MixRow, ProfileRow, Segment, Service
from sim.scenario.office import categories_of
from sim.scenario.outages import Outages
from sim.scenario.problems import nearest, quoted
from sim.scenario.site import sites_of
from sim.scenario.source import Key
from sim.scenario.units import DAY, WEEKDAYS, Window, clock_text, parse_weekdays

BYTES_PER_CONTACT = 400
"""Memory that one contact takes while a replication runs (measured with the event engine, rounded up)."""
BYTES_PER_INTERVAL = 500
"""Memory of the sums of one interval of one scope in one replication: some sixty of eight bytes (assumed)."""
LOOKED_AT = 366
"""Days of the horizon that are looked at."""

MOST_MEMORY = 8e9
"""Bytes that one replication may need (assumed: what a planner's computer has)."""


def customers_want_something(services: Services, halls: Halls, centres: Centres) -> Found:
    """Where customers come, there are services."""
    if not services and (halls or centres):
        yield ("services",), "is missing, write it with its keys below it"


def shares_add_up(services: Services) -> Found:
    """Shares of services add up to the whole."""
    if services:
        yield from _whole("services", services)


def segment_shares_add_up(segments: Segments) -> Found:
    """Shares of segments add up to the whole."""
    yield from _whole("segments", segments)


def _whole(section: str, parts: Mapping[str, Service] | Mapping[str, Segment]) -> Found:
    total = sum(part.share for part in parts.values())
    if abs(total - 1) > 1e-6:
        yield (section,), f"have shares that add up to {100 * total:g} %, they must add up to 100 %"


def segments_want_services(segments: Segments, services: Services) -> Found:
    """What customers of a segment want are services, whose shares add up to the whole."""
    for name, segment in segments.items():
        shares = segment.services or {}
        for service in shares:
            if service not in services:
                yield (
                    ("segments", name, "services", service),
                    f"is an unknown service, {nearest(service, services)}",
                )
        total = sum(shares.values())
        if shares and abs(total - 1) > 1e-6:
            yield (
                ("segments", name, "services"),
                f"have shares that add up to {100 * total:g} %, they must add up to 100 %",
            )


def returns_add_up(come_back: ComeBack) -> Found:
    """Shares of the days after which customers come back add up to the whole."""
    total = sum(come_back.after_days)
    if abs(total - 1) > 1e-6:
        yield (
            ("come_back", "after_days"),
            f"has shares that add up to {100 * total:g} %, they must add up to 100 %",
        )


def somewhere_to_go(halls: Halls, centres: Centres, offices: Offices, outages: Outages | None) -> Found:
    """There is a hall or a call centre, or an office to which orders come by no contact, or there are crews and outages to which they go."""
    comes = any(each.arrivals for each in categories_of(offices).values())
    if not halls and not centres and not comes and not (outages and outages.crews):
        yield (
            ("halls",),
            "is missing or empty, write a hall (or a call centre under centres) with its keys below it",
        )


def some_day_is_open(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """Each hall, centre and office is open on some day of the horizon."""
    for site in sites_of(halls, centres, offices):
        if not any(site.hours(calendar, day) for day in range(calendar.days)):
            yield (
                ("calendar",),
                f"leaves the {site.title} closed on all of its {calendar.days} days, change open, closed or days",
            )


def open_days_have_customers(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """Each day of the week on which a place is open has a weight in the profile; others may have none."""
    for site in sites_of(halls, centres, offices):
        days = range(-calendar.warm_up, min(calendar.days, LOOKED_AT))
        found = {calendar.weekday(calendar.date(day)): day for day in days if site.hours(calendar, day)}
        for door in site.ways_in:
            for weekday in sorted(found):
                if not any(row.weights[weekday] for row in door.arrivals.profile):
                    yield (
                        (*door.key, "profile"),
                        f"has only zeros in its column {WEEKDAYS[weekday]}, and the {site.title} is open then (such as on "
                        f"{calendar.date(found[weekday])}): give some row a weight",
                    )


def lines_at_the_start_are_of_one_kind(
    calendar: Calendar, halls: Halls, centres: Centres, offices: Offices
) -> Found:
    """Who waits at the start is given, or left by days before, and waits for somebody."""
    for door in (door for site in sites_of(halls, centres, offices) for door in site.ways_in):
        key = (*door.key, "at_start")
        if door.arrivals.at_start and calendar.warm_up:
            yield (
                key,
                "stands beside calendar.warm_up, whose days leave a line of their own: keep one of the two",
            )
        if door.arrivals.at_start and door.channel == "app":
            yield key, "is of an app, in which nobody waits: give it to a line"
        if door.arrivals.at_start and door.channel == "order":
            yield key, "is of work orders, which lie in the office and wait at no door: leave it out"


def who_waits_is_known(
    halls: Halls, centres: Centres, offices: Offices, services: Services, segments: Segments
) -> Found:
    """Tables of who waits at the start name services and segments that there are."""
    for door in (door for site in sites_of(halls, centres, offices) for door in site.ways_in):
        for row in door.arrivals.at_start:
            for what, name, known in (("service", row.service, services), ("segment", row.segment, segments)):
                if name and name not in known:
                    yield (*door.key, "at_start"), f"has the {what} {quoted(name)}, {nearest(name, known)}"


def groups_come_to_halls(halls: Halls, centres: Centres, offices: Offices) -> Found:
    """Groups come to halls; callers call one by one."""
    for door in (door for site in sites_of(halls, centres, offices) for door in site.ways_in):
        if door.arrivals.groups and door.channel != "hall":
            what = (
                "work orders, which come"
                if door.channel == "order"
                else "a line or an app, where everybody comes"
            )
            yield (*door.key, "groups"), f"is of {what} alone: leave it out"


def mixes_name_known(
    halls: Halls, centres: Centres, offices: Offices, services: Services, segments: Segments
) -> Found:
    """Tables of shares have a column for each service or segment, and no others."""
    for site in sites_of(halls, centres, offices):
        for door in site.ways_in:
            yield from _mix_names((*door.key, "mix"), "service", door.arrivals.mix, services)
            yield from _mix_names((*door.key, "segment_mix"), "segment", door.arrivals.segment_mix, segments)


def _mix_names(key: Key, what: str, mix: tuple[MixRow, ...] | None, known: Mapping[str, Any]) -> Found:
    columns = [column for column, _ in mix[0].shares] if mix else list(known)
    for column in columns:
        if column not in known:
            yield key, f"has the column {quoted(column)}, which is no {what}, {nearest(column, known)}"
    for name in known:
        if name not in columns:
            yield key, f"has no column for the {what} {name}, add it (0 % where nobody comes for it)"


def arrivals_find_it_open(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """Most customers come while the hall or centre is open, or wait at its door."""
    for site in sites_of(halls, centres, offices):
        hours = [site.hours(calendar, day) for day in range(min(calendar.days, 7))]
        welcome = [
            [Window(max(0.0, window.start - site.early), window.end) for window in windows]
            for windows in filter(None, hours)
        ]
        for door in site.ways_in:
            if door.channel == "app":
                continue  # it is never closed
            lost = sum(missed(door.arrivals, windows, _most) for windows in welcome)
            total = len(welcome) * sum(map(_most, door.arrivals.profile))
            if total and lost > 0.5 * total:
                yield (
                    (*door.key, "profile"),
                    (
                        f"sends {100 * lost / total:.0f} % of the customers to a closed {site.kind}, its times must lie in the opening hours"
                    ),
                )


def _most(row: ProfileRow) -> float:
    """The weight of a row on the day of the week on which it has most."""
    return max(row.weights)


def missed(arrivals: Arrivals, welcome: list[Window], weight: Callable[[ProfileRow], float]) -> float:
    """Weight of those who come at other times, by the weight of each row of the profile."""
    return sum(
        weight(row) * (1 - overlap(Window(row.start, row.end), welcome) / (row.end - row.start))
        for row in arrivals.profile
    )


def hours_are_of_open_days(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """A place has hours of its own only for days of the week on which it is open."""
    for site in sites_of(halls, centres, offices):
        for days in site.own_hours.weekday_hours or ():
            if not parse_weekdays(days) <= site.open_days(calendar):
                where = "open" if site.has_own_days else "calendar.open"
                yield (
                    (*site.key, "weekday_hours", days),
                    f"gives hours for a day of the week that is not among {where}, add it there",
                )


def hours_are_plausible(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """Opening hours start and end on times that people mean."""
    places: list[tuple[Key, tuple[Window, ...]]] = [(("calendar", "hours"), calendar.hours)]
    places += [(("calendar", "weekday_hours", days), hours) for days, hours in calendar.weekday_hours.items()]
    for site in sites_of(halls, centres, offices):
        places.append(((*site.key, "hours"), site.own_hours.hours or ()))
        own = site.own_hours.weekday_hours or {}
        places += [((*site.key, "weekday_hours", days), hours) for days, hours in own.items()]
    for key, windows in places:
        for number, window in enumerate(windows):
            for word, minute in (("start", window.start), ("end", window.end)):
                if minute % 5 and minute % calendar.interval:
                    yield (
                        (*key, number),
                        f"{word}s at {clock_text(minute)}, opening hours {word} on a multiple of 5 minutes",
                    )


def demand_fits_memory(calendar: Calendar, halls: Halls, centres: Centres, offices: Offices) -> Found:
    """A replication fits into memory."""
    days = calendar.days + calendar.warm_up
    for door in (door for site in sites_of(halls, centres, offices) for door in site.ways_in):
        contacts = busiest(door.arrivals, calendar) * days
        if contacts * BYTES_PER_CONTACT > MOST_MEMORY:
            yield (
                (*door.key, "per_day"),
                f"makes {contacts / 1e6:.0f} million contacts in {days} days as busy as the busiest; that needs about "
                f"{contacts * BYTES_PER_CONTACT / 1e9:.0f} GB of memory a replication: "
                f"stay below {MOST_MEMORY / BYTES_PER_CONTACT / days:.0f} a day (with the factors of its days)",
            )


def busiest(arrivals: Arrivals, calendar: Calendar) -> float:
    """Mean number of new customers on the busiest day of the horizon, or on a normal one where that is more."""
    dates = (calendar.date(day) for day in range(-calendar.warm_up, calendar.days))
    return max(arrivals.per_day, *(arrivals.mean_on(date, calendar.weekday(date)) for date in dates))


def intervals_fit_memory(
    calendar: Calendar,
    halls: Halls,
    centres: Centres,
    offices: Offices,
    pools: Pools,
    services: Services,
    segments: Segments,
) -> Found:
    """The sums by interval fit into memory."""
    intervals = calendar.days * round(DAY / calendar.interval)
    scopes = (
        2
        + len(halls)
        + len(centres)
        + len(offices)
        + len(categories_of(offices))
        + len(pools)
        + len(services)
        + len(segments)
    )
    memory = intervals * scopes * BYTES_PER_INTERVAL
    if memory > MOST_MEMORY:
        yield (
            ("calendar", "interval"),
            f"makes {intervals} intervals in {calendar.days} days for {scopes} scopes; that needs about {memory / 1e9:.0f} GB "
            "of memory a replication: make the interval longer or the horizon shorter",
        )
