"""Checks on people who work now in one hall, now in another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from sim.scenario.calendar import Calendar
from sim.scenario.checks.pools import duties, ever_works
from sim.scenario.checks.sections import Found, Halls, Pools
from sim.scenario.floaters import Floaters
from sim.scenario.pool import Piece, Pool
from sim.scenario.problems import nearest
from sim.scenario.staffing import Staffing
from sim.scenario.units import clock_text

LOOKED_AT = 366
"""Days of the horizon that are looked at."""

AllFloaters = Mapping[str, Floaters]


def floaters_name_pools(floaters: AllFloaters, halls: Halls, pools: Pools) -> Found:
    """Floaters are pools of people in different halls, each of one group."""
    seen: dict[str, str] = {}
    for name, each in floaters.items():
        at: dict[str, str] = {}
        for number, pool in enumerate(each.pools):
            key = ("floaters", name, "pools", number)
            hall = next((hall for hall in halls if pool in halls[hall].pools), None)
            if pool not in pools:
                yield key, f"is an unknown pool, {nearest(pool, pools)}"
            elif pools[pool].works_at not in ("counter", "greeter"):
                yield key, f"works at {pools[pool].works_at}, floaters work at a counter or as greeters"
            elif pool in seen:
                yield key, f"is a pool of the floaters {seen[pool]} already, name each pool once"
            elif hall in at:
                yield key, f"works in the hall {hall}, as {at[hall]} does: name one pool of each hall"
            seen.setdefault(pool, name)
            if hall:
                at.setdefault(hall, pool)


def floaters_stay_together(floaters: AllFloaters, pools: Pools, staffing: Staffing | None) -> Found:
    """What is said of one pool of floaters alone can be said of it: who is missing in one hall is so in all."""
    for each in floaters.values():
        for pool in each.pools:
            for key in ("absence", "leave"):
                if pool in pools and getattr(pools[pool], key):
                    yield (
                        ("pools", pool, key),
                        "is of a pool of floaters, and who is away from one hall is so from all: leave it out, and write fewer people",
                    )
            chosen = staffing is not None and pool in staffing.pools
            others = [other for other in each.pools if staffing is not None and other in staffing.pools]
            if not chosen and others:
                yield (
                    ("staffing", "pools"),
                    f"choose the heads of {others[0]}, but not of {pool}, who are the same people: choose both",
                )


def floaters_are_enough(calendar: Calendar, floaters: AllFloaters, pools: Pools) -> Found:
    """Never do more work at once than there are."""
    for name, each in floaters.items():
        if any(pool not in pools for pool in each.pools):
            continue
        for day in range(min(calendar.days, LOOKED_AT)):
            date = calendar.date(day)
            weekday = calendar.weekday(date)
            today = list(chain.from_iterable(_on(pools[pool], weekday, date) for pool in each.pools))
            counts = {
                piece.start: sum(other.heads for other in today if other.start <= piece.start < other.end)
                for piece in today
            }
            most = max(counts, key=lambda time: counts[time], default=0.0)
            if counts and counts[most] > each.people:
                yield (
                    ("floaters", name, "people"),
                    f"is fewer than the {counts[most]} who work at once from {clock_text(most)} on, on {date}: "
                    f"write {counts[most]}, or fewer heads",
                )
                break


def _on(pool: Pool, weekday: int, date: object) -> list[Piece]:
    """What holds of a pool's schedule on a day: pieces for the date, or else for the weekday."""
    pieces = duties(pool)
    exact = [piece for piece in pieces if piece.date == date]
    dated = pool.heads is not None and any(piece.date == date for piece in pool.heads)
    return exact if dated else [piece for piece in pieces if not piece.date and weekday in piece.weekdays]


def floaters_move(floaters: AllFloaters, pools: Pools, staffing: Staffing | None) -> Found:
    """Floaters have heads in two halls at least."""
    for name, each in floaters.items():
        chosen = staffing is not None and any(pool in staffing.pools for pool in each.pools)
        there = [pool for pool in each.pools if pool in pools and ever_works(pools[pool])]
        if each.travel and not chosen and len(there) < 2:
            where = f"only {there[0]} ever has heads" if there else "none of its pools ever has heads"
            yield ("floaters", name, "travel"), f"has no effect, since {where}"
