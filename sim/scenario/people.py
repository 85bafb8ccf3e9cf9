"""Tables of people: who may work where, what each would like, who worked when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from sim.scenario.base import Written, check_name, tables_of
from sim.scenario.tables import Table, parse_number, starts_before_ends
from sim.scenario.units import DAY, Window, parse_clock, parse_date, parse_weekdays

T = TypeVar("T")

_TABLE = WithJsonSchema({"type": "string", "examples": ["tables/people.csv"]})
HOURS_OF_A_WEEK = 168.0


class Person(NamedTuple):
    """Somebody who may work: in which pools, how many hours a week, and never on which days."""

    name: str
    pools: frozenset[str]
    least: float
    most: float
    off_weekdays: frozenset[int]
    off_dates: frozenset[dt.date]

    def is_off(self, date: dt.date, weekday: int) -> bool:
        """Whether a date, which counts as a day of the week, is a fixed day off."""
        return date in self.off_dates or weekday in self.off_weekdays


class Wish(NamedTuple):
    """What somebody would like on a date: ``off``, ``work``, or shifts of a type; and how much."""

    name: str
    date: dt.date
    wish: str
    weight: float


class Worked(NamedTuple):
    """A shift that a roster gives to somebody."""

    name: str
    date: dt.date
    pool: str
    kind: str
    time: Window


def _parse_pools(text: str) -> frozenset[str]:
    names = [name.strip() for name in text.split(";")]
    if not all(names) or len(set(names)) < len(names):
        raise ValueError("is not a list of pools, write clerks or clerks;greeters")
    return frozenset(names)


def _parse_off(text: str) -> tuple[frozenset[int], frozenset[dt.date]]:
    """Days of the week and dates, such as ``sat-sun;2024-05-03``; none where the cell is empty."""
    weekdays, dates = set[int](), set[dt.date]()
    for piece in filter(None, (piece.strip() for piece in text.split(";"))):
        if piece[0].isdigit():
            dates.add(parse_date(piece))
        else:
            weekdays |= parse_weekdays(piece)
    return frozenset(weekdays), frozenset(dates)


def _parse_hours(text: str) -> float:
    hours = parse_number(text)
    if hours > HOURS_OF_A_WEEK:
        raise ValueError(f"is more than a week has, write at most {HOURS_OF_A_WEEK:g}")
    return hours


def _once(table: Table, keys: Iterable[object], what: str) -> None:
    seen: dict[object, int] = {}
    for line, key in zip(table.lines, keys, strict=True):
        if key in seen:
            raise ValueError(f"has {what} twice (lines {seen[key]} and {line}), keep one row")
        seen[key] = line


def _read_people(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(("name", "pools", "least_hours", "most_hours", "off"))
    names, pools, least, most, off = table.columns(
        {
            "name": check_name,
            "pools": _parse_pools,
            "least_hours": _parse_hours,
            "most_hours": _parse_hours,
            "off": _parse_off,
        },
        {"least_hours": 0.0, "off": _parse_off("")},
    )
    _once(table, names, "somebody")
    for line, few, many in zip(table.lines, least, most, strict=True):
        if few > many:
            raise ValueError(f"has more least_hours than most_hours (line {line}), write at most {many:g}")
    rows = zip(names, pools, least, most, off, strict=True)
    return tuple(Person(name, own, few, many, *free) for name, own, few, many, free in rows)


def _read_wishes(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(("name", "date", "wish", "weight"))
    names, dates, wishes, weights = table.columns(
        {"name": str, "date": parse_date, "wish": str, "weight": parse_number}, {"weight": 1.0}
    )
    _once(table, zip(names, dates, strict=True), "somebody's wish for a date")
    return tuple(map(Wish, names, dates, wishes, weights))


def _read_roster(value: Any, info: ValidationInfo) -> Any:
    return value if isinstance(value, tuple) else roster_of(tables_of(info).read(value))


ROSTER_COLUMNS = ("name", "date", "pool", "type", "start", "end", "pause_start", "pause_end")
"""Columns of a roster, as ``counterline staff`` writes it."""


def roster_of(table: Table) -> tuple[Worked, ...]:
    """The rows of a roster; breaks are not read. A shift that ends earlier in the day than it starts passes midnight.

    Raises
    ------
    ValueError
        A column is missing, a cell cannot be read, or somebody works twice on a date; says which line.
    """
    table.has_only(ROSTER_COLUMNS)
    names, dates, pools, kinds, starts, ends = table.columns(
        {"name": str, "date": parse_date, "pool": str, "type": str, "start": parse_clock, "end": parse_clock}
    )
    ends = [end + DAY if end < start else end for start, end in zip(starts, ends, strict=True)]
    starts_before_ends(table, starts, ends)
    _once(table, zip(names, dates, strict=True), "somebody on a date")
    return tuple(map(Worked, names, dates, pools, kinds, map(Window, starts, ends)))


People = Annotated[tuple[Person, ...], BeforeValidator(_read_people), _TABLE, Written("CSV file")]
Wishes = Annotated[
    tuple[Wish, ...],
    BeforeValidator(_read_wishes),
    WithJsonSchema({"type": "string", "examples": ["tables/wishes.csv"]}),
    Written("CSV file", list),
]
Worktable = Annotated[
    tuple[Worked, ...],
    BeforeValidator(_read_roster),
    WithJsonSchema({"type": "string", "examples": ["tables/roster.csv"]}),
    Written("CSV file", list),
]

__all__ = ["ROSTER_COLUMNS", "People", "Person", "Wish", "Wishes", "Worked", "Worktable", "roster_of"]
