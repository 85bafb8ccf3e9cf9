"""Checks on rosters: people, pools, types of shifts and dates that exist."""

from __future__ import annotations

from sim.scenario.calendar import Calendar
from sim.scenario.choices import Staffing
from sim.scenario.problems import nearest, quoted
from sim.scenario.sections import Found
from sim.scenario.source import Key

PLACE: Key = ("staffing", "roster")
WISHES = ("off", "work")
"""Wishes that name no type of shift."""


def rosters_have_shifts(staffing: Staffing | None) -> Found:
    """Only whole shifts can be given to people."""
    for name, choice in staffing.pools.items() if staffing and staffing.roster else ():
        if not choice.shift_types:
            yield (
                PLACE,
                f"gives shifts to people, and the pool {quoted(name)} has none: give staffing.pools.{name} shift_types",
            )


def people_work_in_pools(staffing: Staffing | None) -> Found:
    """People can work in pools whose heads are chosen, and each such pool has somebody."""
    if not staffing or not staffing.roster:
        return
    named = {pool: person.name for person in staffing.roster.people for pool in person.pools}
    for pool, name in sorted(named.items()):
        if pool not in staffing.pools:
            yield (
                (*PLACE, "people"),
                f"lets {quoted(name)} work in {quoted(pool)}, which is no pool under staffing.pools, "
                f"{nearest(pool, staffing.pools)}",
            )
    for pool in staffing.pools:
        if pool not in named:
            yield (*PLACE, "people"), f"has nobody who can work in {quoted(pool)}, give it people"


def wishes_can_be_met(staffing: Staffing | None, calendar: Calendar) -> Found:
    """Wishes are those of people, for days of the horizon, and for what exists."""
    if not staffing or not staffing.roster:
        return
    people = {person.name for person in staffing.roster.people}
    types = {kind for choice in staffing.pools.values() for kind in choice.shift_types}
    dates = {calendar.date(day) for day in range(calendar.days)}
    for row in staffing.roster.wishes:
        place = (*PLACE, "wishes")
        if row.name not in people:
            yield (
                place,
                f"has a wish of {quoted(row.name)}, who is not in people, {nearest(row.name, people)}",
            )
        if row.date not in dates:
            yield place, f"has a wish of {quoted(row.name)} for {row.date}, which is not in the horizon"
        if row.wish not in types and row.wish not in WISHES:
            known = nearest(row.wish, [*WISHES, *sorted(types)])
            yield place, f"has the wish {quoted(row.wish)} of {quoted(row.name)}, {known}"
