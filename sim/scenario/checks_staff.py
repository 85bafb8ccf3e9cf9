"""Checks on staff: pools, skills, duties, hours."""

from __future__ import annotations

from collections.abc import Mapping

from sim.scenario.calendar import Calendar
from sim.scenario.hall import Hall
from sim.scenario.hours import hall_hours
from sim.scenario.pool import Pool
from sim.scenario.problems import nearest
from sim.scenario.sections import Found, Halls, Pools, Services
from sim.scenario.source import Key
from sim.scenario.units import DAY, Window, window_text


def pools_are_known(halls: Halls, pools: Pools) -> Found:
    """Halls name pools that exist, each once."""
    for name, hall in halls.items():
        for number, pool in enumerate(hall.pools):
            if pool not in pools:
                yield ("halls", name, "pools", number), f"is an unknown pool, {nearest(pool, pools)}"
            elif pool in hall.pools[:number]:
                yield ("halls", name, "pools", number), "is named twice, name each pool once"


def pools_are_used(halls: Halls, pools: Pools) -> Found:
    """Each pool works in exactly one hall."""
    users: dict[str, list[str]] = {
        pool: [name for name, hall in halls.items() if pool in hall.pools] for pool in pools
    }
    complete = all(pool in pools for hall in halls.values() for pool in hall.pools)
    for pool, names in users.items():
        if not names and complete:
            yield ("pools", pool), "is a pool that no hall uses, add it to a hall's pools or remove it"
        elif len(names) > 1:
            yield (
                ("pools", pool),
                f"is used by the halls {' and '.join(names)}, a pool works in one hall: make a pool for each",
            )


def skills_are_known(pools: Pools, services: Services) -> Found:
    """Pools serve services that exist."""
    for name, pool in pools.items():
        for number, service in enumerate(pool.serves if pool.serves != "all" else ()):
            if service not in services:
                yield (
                    ("pools", name, "serves", number),
                    f"is an unknown service, {nearest(service, services)}",
                )


def services_are_served(halls: Halls, pools: Pools, services: Services) -> Found:
    """For each service that somebody wants, somebody at the counters can do it at some time."""
    for name, hall in halls.items():
        staff = [pools[pool] for pool in hall.pools if pool in pools and _ever(pools[pool])]
        skills = {skill for pool in staff for skill in pool.serves if pool.serves != "all"}
        if not (set(hall.pools) <= set(pools) and skills <= set(services)):
            continue
        for service in sorted(_wanted(hall, services)):
            able = any(
                pool.works_at == "counter" and (pool.serves == "all" or service in pool.serves)
                for pool in staff
            )
            if not able:
                yield (
                    ("services", service),
                    f"is a service that nobody in the hall {name} can serve: give a pool at its counters heads above zero "
                    f"and {service} among what it serves",
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
                "describes a greeter, but none of the hall's pools works at greeter: add such a pool",
            )


def kiosks_are_of_use(pools: Pools, services: Services) -> Found:
    """Kiosks have a service to do, and no service that needs papers."""
    for name, service in services.items():
        if service.kiosk and service.papers_missing:
            yield (
                ("services", name, "kiosk"),
                "does a service that needs papers, which a kiosk cannot check: leave out kiosk or papers_missing",
            )
    for name, pool in pools.items():
        if pool.works_at == "kiosk" and not any(service.kiosk for service in services.values()):
            yield (
                ("pools", name),
                "is a pool of kiosks, but no service can be done at a kiosk: give a service kiosk: {handle_time: 2 min}",
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
                yield from _outside(("pools", name), pools[name], calendar.open, days)


def _outside(key: Key, pool: Pool, opens: frozenset[int], days: Mapping[int, tuple[Window, ...]]) -> Found:
    for place, span, weekdays in _spans(key, pool):
        if not weekdays & opens:
            yield place, "puts staff on duty on days of the week that are not among calendar.open"
            continue
        opened = [windows for day, windows in days.items() if day in weekdays and windows]
        if opened and not any(_fits(span, windows) for windows in opened):
            first = min(windows[0].start for windows in opened)
            last = max(windows[-1].end for windows in opened)
            yield (
                place,
                f"puts staff on duty {window_text(span)}, outside the opening hours: "
                f"keep it within {window_text(Window(first, last))}",
            )


def _spans(key: Key, pool: Pool) -> list[tuple[Key, Window, frozenset[int]]]:
    """Where, when and on which weekdays a pool's staff is on duty; heads for the whole day mean: while open."""
    spans = [
        (
            (*key, "heads"),
            Window(piece.start, piece.end),
            frozenset({piece.date.weekday()}) if piece.date else piece.weekdays,
        )
        for piece in pool.heads or ()
        if piece.heads and piece.start > 0
    ]
    return spans + [
        ((*key, "shifts", number, "time"), shift.time, shift.days)
        for number, shift in enumerate(pool.shifts)
        if shift.heads
    ]


def _fits(span: Window, windows: tuple[Window, ...]) -> bool:
    first, last = windows[0].start, windows[-1].end
    return first <= span.start < last and (span.end <= last or span.end == DAY)
