"""Checks across the parts of a scenario: what each part alone cannot see.

Each check names the sections that it reads; it runs when all of them could be read.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from sim import measures
from sim.scenario.calendar import Calendar
from sim.scenario.demand import MixRow, Segment, Service
from sim.scenario.hall import Hall
from sim.scenario.pool import Pool
from sim.scenario.problems import Problem
from sim.scenario.source import Key, Source
from sim.scenario.target import Target
from sim.scenario.units import DAY, Window, clock_text, parse_duration, parse_share

Found = Iterator[tuple[Key, str]]
Halls, Pools, Services, Segments = (
    Mapping[str, Hall],
    Mapping[str, Pool],
    Mapping[str, Service],
    Mapping[str, Segment],
)

BYTES_PER_CONTACT = 400
"""Memory that one contact takes while a replication runs (measured with the event engine, rounded up)."""
MOST_MEMORY = 8e9
"""Bytes that one replication may need (assumed: what a planner's computer has)."""


def check_sections(sections: Mapping[str, Any], source: Source) -> list[Problem]:
    """Every problem that the checks find in the sections at hand."""
    found: list[Problem] = []
    for check in CHECKS:
        names = list(inspect.signature(check).parameters)
        if all(name in sections for name in names):
            found += [
                source.problem(key, message)
                for key, message in check(**{name: sections[name] for name in names})
            ]
    return found


def shares_add_up(services: Services) -> Found:
    """Shares of services add up to the whole."""
    yield from _whole("services", services)


def segment_shares_add_up(segments: Segments) -> Found:
    """Shares of segments add up to the whole."""
    yield from _whole("segments", segments)


def _whole(section: str, parts: Mapping[str, Service] | Mapping[str, Segment]) -> Found:
    total = sum(part.share for part in parts.values())
    if abs(total - 1) > 1e-6:
        yield (section,), f"have shares that add up to {100 * total:g} %, they must add up to 100 %"


def returns_add_up(come_back: Any) -> Found:
    """Shares of the days after which customers come back add up to the whole."""
    total = sum(come_back.after_days)
    if abs(total - 1) > 1e-6:
        yield ("come_back", "after_days"), f"adds up to {100 * total:g} %, shares must add up to 100 %"


def some_day_is_open(calendar: Calendar, halls: Halls) -> Found:
    """Each hall is open on some day of the horizon."""
    for name, hall in halls.items():
        if not any(hall_hours(calendar, hall, day) for day in range(calendar.days)):
            yield (
                ("calendar",),
                f"has no open day in the horizon for the hall {name}, change open, closed or days",
            )


def pools_are_known(halls: Halls, pools: Pools) -> Found:
    """Halls name pools that exist, each once."""
    for name, hall in halls.items():
        for number, pool in enumerate(hall.pools):
            if pool not in pools:
                yield ("halls", name, "pools", number), f"is an unknown pool, {_nearest(pool, pools)}"
            elif pool in hall.pools[:number]:
                yield ("halls", name, "pools", number), "is named twice, name each pool once"


def pools_are_used(halls: Halls, pools: Pools) -> Found:
    """Each pool works in exactly one hall."""
    users: dict[str, list[str]] = {
        pool: [name for name, hall in halls.items() if pool in hall.pools] for pool in pools
    }
    for pool, names in users.items():
        if not names:
            yield ("pools", pool), "is a pool that no hall uses, add it to a hall's pools or remove it"
        elif len(names) > 1:
            yield (
                ("pools", pool),
                f"is used by the halls {' and '.join(names)}, a pool works in one hall: make one each",
            )


def skills_are_known(pools: Pools, services: Services) -> Found:
    """Pools serve services that exist."""
    for name, pool in pools.items():
        for number, service in enumerate(pool.serves if pool.serves != "all" else ()):
            if service not in services:
                yield (
                    ("pools", name, "serves", number),
                    f"is an unknown service, {_nearest(service, services)}",
                )


def services_are_served(halls: Halls, pools: Pools, services: Services) -> Found:
    """For each service that somebody wants, somebody at the counters can do it at some time."""
    for name, hall in halls.items():
        staff = [pools[pool] for pool in hall.pools if pool in pools and _ever(pools[pool])]
        for service in sorted(_wanted(hall, services)):
            able = any(
                pool.works_at == "counter" and (pool.serves == "all" or service in pool.serves)
                for pool in staff
            )
            if not able:
                yield (
                    ("services", service),
                    (
                        f"is a service that nobody in the hall {name} can serve, give a pool that works at the counter heads "
                        f"above zero and {service} among its services"
                    ),
                )


def _wanted(hall: Hall, services: Services) -> set[str]:
    if hall.arrivals.mix is not None:
        return {
            name for row in hall.arrivals.mix for name, share in row.shares if share > 0 and name in services
        }
    return {name for name, service in services.items() if service.share > 0}


def _ever(pool: Pool) -> bool:
    return any(piece.heads for piece in pool.heads or ()) or any(shift.heads for shift in pool.shifts)


def greeters_have_duties(halls: Halls, pools: Pools) -> Found:
    """Greeters and what they do are given together."""
    for name, hall in halls.items():
        stages = {pools[pool].works_at for pool in hall.pools if pool in pools}
        if "greeter" in stages and hall.greeter is None:
            yield (
                ("halls", name, "pools"),
                "has a pool of greeters, but the hall says nothing of what they do: add greeter: {triage: 20 s}",
            )
        if hall.greeter is not None and "greeter" not in stages:
            yield (
                ("halls", name, "greeter"),
                "describes a greeter, but none of the hall's pools works at greeter",
            )


def kiosks_are_of_use(pools: Pools, services: Services) -> Found:
    """Kiosks have a service to do, and no service that needs papers."""
    for name, service in services.items():
        if service.kiosk and service.papers_missing:
            yield ("services", name, "kiosk"), "cannot check papers, leave out papers_missing or the kiosk"
    for name, pool in pools.items():
        if pool.works_at == "kiosk" and not any(service.kiosk for service in services.values()):
            yield (
                ("pools", name),
                "is a pool of kiosks, but no service can be done at a kiosk: give a service kiosk: {handle_time: 2 min}",
            )


def mixes_name_known(halls: Halls, services: Services, segments: Segments) -> Found:
    """Tables of shares have columns that exist."""
    for name, hall in halls.items():
        for key, mix, known in (
            ("mix", hall.arrivals.mix, services),
            ("segment_mix", hall.arrivals.segment_mix, segments),
        ):
            yield from _mix_names(("halls", name, "arrivals", key), mix, known)


def _mix_names(key: Key, mix: tuple[MixRow, ...] | None, known: Mapping[str, Any]) -> Found:
    for column, _ in mix[0].shares if mix else ():
        if column not in known:
            yield key, f"has the unknown column {column!r}, {_nearest(column, known)}"


def arrivals_find_it_open(calendar: Calendar, halls: Halls) -> Found:
    """Most customers come while the hall is open, or wait at its door."""
    for name, hall in halls.items():
        lost, total = 0.0, 0.0
        hours = [hall_hours(calendar, hall, day) for day in range(min(calendar.days, 7))]
        for windows in filter(None, hours):
            for row in hall.arrivals.profile:
                total += max(row.weights)
                welcome = [Window(max(0.0, window.start - hall.door), window.end) for window in windows]
                lost += max(row.weights) * (
                    1 - overlap(Window(row.start, row.end), welcome) / (row.end - row.start)
                )
        if total and lost > 0.5 * total:
            yield (
                ("halls", name, "arrivals", "profile"),
                (
                    f"sends {100 * lost / total:.0f} % of the customers to a closed hall, its times must lie in the opening hours"
                ),
            )


def heads_are_inside_hours(calendar: Calendar, halls: Halls, pools: Pools) -> Found:
    """Nobody is on duty while the hall is closed."""
    for hall in halls.values():
        days = {
            calendar.date(day).weekday(): hall_hours(calendar, hall, day)
            for day in range(min(calendar.days, 7))
        }
        for name in hall.pools:
            if name in pools:
                yield from _outside(("pools", name), pools[name], days)


def _outside(key: Key, pool: Pool, days: Mapping[int, tuple[Window, ...]]) -> Found:
    spans = [
        ((*key, "heads"), Window(piece.start, piece.end), piece.weekdays)
        for piece in pool.heads or ()
        if piece.heads and piece.start > 0
    ]
    spans += [
        ((*key, "shifts", number, "time"), shift.time, shift.days)
        for number, shift in enumerate(pool.shifts)
        if shift.heads
    ]
    for place, span, weekdays in spans:
        opened = [windows for day, windows in days.items() if day in weekdays and windows]
        whole = not opened or any(
            windows[0].start <= span.start and (span.end <= windows[-1].end or span.end == DAY)
            for windows in opened
        )
        if not whole:
            first, last = (
                min(windows[0].start for windows in opened),
                max(windows[-1].end for windows in opened),
            )
            yield (
                place,
                (
                    f"puts staff on duty {clock_text(span.start)}-{clock_text(span.end)}, outside the opening hours: "
                    f"keep it within {clock_text(first)}-{clock_text(last)}"
                ),
            )


def hours_fit_the_interval(calendar: Calendar) -> Found:
    """Opening hours start on times that people mean."""
    for number, window in enumerate(calendar.hours):
        if window.start % calendar.interval and window.start % 5:
            yield (
                ("calendar", "hours", number),
                f"starts at {clock_text(window.start)}, opening hours start on a multiple of 5 minutes",
            )


def demand_fits_memory(calendar: Calendar, halls: Halls) -> Found:
    """A replication fits into memory."""
    days = calendar.days + calendar.warm_up
    for name, hall in halls.items():
        contacts = hall.arrivals.per_day * days
        if contacts * BYTES_PER_CONTACT > MOST_MEMORY:
            yield (
                ("halls", name, "arrivals", "per_day"),
                (
                    f"makes {contacts:,.0f} contacts in {days} days, which would need about {contacts * BYTES_PER_CONTACT / 1e9:,.0f} GB "
                    f"of memory a replication: stay below {MOST_MEMORY / BYTES_PER_CONTACT / days:,.0f} a day"
                ),
            )


def targets_are_known(
    targets: tuple[Target, ...],
    calendar: Calendar,
    halls: Halls,
    pools: Pools,
    services: Services,
    segments: Segments,
) -> Found:
    """Targets name measures, scopes and periods that exist, with thresholds in the measure's unit."""
    names: dict[str, Mapping[str, Any] | tuple[str, ...]] = {
        "hall": halls,
        "pool": pools,
        "service": services,
        "segment": segments,
        "channel": ("hall",),
    }
    dates = {calendar.date(day).isoformat() for day in range(calendar.days)}
    for number, target in enumerate(targets):
        key: Key = ("targets", number)
        try:
            measure = measures.measure(target.measure)
        except KeyError as error:
            yield (*key, "measure"), str(error.args[0])
            continue
        yield from _scope(key, target.scope, measure, names)
        if target.period not in ("all", "peak", *dates):
            yield (
                (*key, "period"),
                "is an unknown period, write all, peak, or a date of the horizon such as " + min(dates),
            )
        side = "at_most" if target.at_most is not None else "at_least"
        try:
            threshold(target)
        except ValueError as error:
            yield (*key, side), str(error)


def _scope(key: Key, scope: str, measure: measures.Measure, names: Mapping[str, Any]) -> Found:
    kind, _, name = scope.partition(":")
    kinds = measures.SCOPES[measure.family]
    if kind not in kinds or (kind == "all") != (not name):
        right = " or ".join("all" if each == "all" else f"{each}:NAME" for each in kinds)
        yield (*key, "scope"), f"is an unknown scope for {measure.name}, write {right}"
    elif name and name not in names[kind]:
        yield (*key, "scope"), f"names an unknown {kind}, {_nearest(name, names[kind])}"


def threshold(target: Target) -> float:
    """The threshold of a target as a number in the unit of its measure.

    Raises
    ------
    ValueError
        It is not written in that unit; says how it would be.
    """
    raw = target.at_most if target.at_most is not None else target.at_least
    unit = measures.measure(target.measure).unit
    if unit == "min":
        return parse_duration(raw)
    if unit == "share":
        return parse_share(raw)
    text = str(raw).removesuffix("yuan").strip() if unit == "yuan" else str(raw)
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not 0 <= number < float("inf"):
        raise ValueError(
            f"is not a threshold for {target.measure}, write "
            + ("40000 yuan" if unit == "yuan" else "a number")
        )
    return number


def hall_hours(calendar: Calendar, hall: Hall, day: int) -> tuple[Window, ...]:
    """Opening hours of a hall on a day: its own, where it has some and the calendar is open."""
    hours = calendar.hours_on(day)
    return hall.hours if hall.hours and hours else hours


def overlap(span: Window, windows: list[Window]) -> float:
    """Minutes of `span` that the union of the ordered `windows` covers."""
    covered, reached = 0.0, span.start
    for window in windows:
        start, end = max(window.start, reached), min(window.end, span.end)
        if end > start:
            covered, reached = covered + end - start, end
    return covered


def _nearest(name: str, known: Any) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"


CHECKS: tuple[Callable[..., Found], ...] = (
    shares_add_up,
    segment_shares_add_up,
    returns_add_up,
    some_day_is_open,
    pools_are_known,
    pools_are_used,
    skills_are_known,
    services_are_served,
    greeters_have_duties,
    kiosks_are_of_use,
    mixes_name_known,
    arrivals_find_it_open,
    heads_are_inside_hours,
    hours_fit_the_interval,
    demand_fits_memory,
    targets_are_known,
)
