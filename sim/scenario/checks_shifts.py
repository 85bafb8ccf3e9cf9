"""Checks on types of shifts: breaks that have room, starts that heads can be counted from."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.calendar import Calendar
from sim.scenario.choices import ShiftType, Staffing
from sim.scenario.sections import Found
from sim.scenario.source import Key
from sim.scenario.ways import EDGE, ways


def breaks_have_room(staffing: Staffing | None) -> Found:
    """Some shift of each type has room for its break."""
    for key, kind in _types(staffing):
        if any(True for _ in ways(kind)):
            continue
        if kind.pause_within:
            yield (
                (*key, "pause_within"),
                f"has no room for a break of {kind.pause:g} min in any shift of this type, write a stretch inside them",
            )
        else:
            yield (
                (*key, "pause"),
                f"has no room in any shift of this type, as breaks keep {EDGE:g} min from both ends: write pause_within, or a longer shift",
            )


def starts_go_with_intervals(staffing: Staffing | None, calendar: Calendar) -> Found:
    """Heads are counted by interval, so shifts begin with one, at least some of them."""
    interval = calendar.interval
    for key, kind in _types(staffing):
        if kind.step % interval and interval % kind.step:
            yield (
                (*key, "step"),
                f"does not go with calendar.interval ({interval:g} min), by which heads are counted: write {interval:g} min, a multiple, or a part that divides it",
            )


def _types(staffing: Staffing | None) -> Iterator[tuple[Key, ShiftType]]:
    """Every type of shift, with its place in the file."""
    for pool, choice in staffing.pools.items() if staffing else ():
        for name, kind in choice.shift_types.items():
            yield ("staffing", "pools", pool, "shift_types", name), kind
