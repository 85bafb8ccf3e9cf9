"""Counters that close while their staff is on duty: by chance, such as when a system is down, and as a table lists it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema

from sim.scenario.base import Part, Whole, Written, tables_of
from sim.scenario.distributions import Distribution
from sim.scenario.fields import PositiveMinutes
from sim.scenario.names import Names
from sim.scenario.problems import WrongAt, at, each_at
from sim.scenario.tables import starts_before_ends
from sim.scenario.units import parse_clock, parse_date

MOST_CLOSED = 10_000
"""Heads of a pool that may be closed at once: as many as a pool may have."""


class CounterOutage(Part):
    """Counters, kiosks or greeters' desks that close by chance for a stretch, such as when a system is down."""

    every: PositiveMinutes = Field(examples=["20 h"])
    """Mean time from the end of one, or from the first opening of the day, to the beginning of the next; exponential, and not beyond the last
    closing of the day."""
    lasts: Distribution = Field(examples=[{"lognormal": {"mean": "20 min", "cv": 0.8}}])
    """How long each lasts."""
    pools: Names = "all"
    """Pools of the hall that it closes, all at once; `all` if not given."""
    heads: Whole | None = Field(default=None, ge=1, le=MOST_CLOSED)
    """How many heads of each of these pools it closes: those of the lowest numbers who are on duty at some time in it; all if not given."""


class Closure(NamedTuple):
    """Some heads of one pool, or of all, that are closed from `start` to `end` of a date; all heads where no number is given."""

    date: dt.date
    start: float
    end: float
    pool: str | None
    heads: int | None


_RIGHT = "{date: 2010-12-21, start: 09:00, end: 11:00, pool: clerks, heads: 2}, where pool and heads may be left out"


def _count(value: Any) -> int:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not (isinstance(value, str) and value.isdecimal() and value.isascii()):
        raise ValueError("is not a number of heads, write a whole number such as 2")
    if not 1 <= int(value) <= MOST_CLOSED:
        raise ValueError(f"is out of range, write a whole number from 1 to {MOST_CLOSED}")
    return int(value)


def _read_closures(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    if isinstance(value, list):
        return tuple(each_at(enumerate(value), _closure))
    if not isinstance(value, str):
        raise ValueError(
            f"is no list of closures, write [{_RIGHT}], or the path of a CSV file with these columns"
        )
    table = tables_of(info).read(value)
    table.has_only(Closure._fields)
    dates, starts, ends, pools, heads = table.columns(
        {
            "date": parse_date,
            "start": parse_clock,
            "end": parse_clock,
            "pool": lambda cell: cell or None,
            "heads": lambda cell: _count(cell) if cell else None,
        },
        {"pool": None, "heads": None},
    )
    starts_before_ends(table, starts, ends)
    return tuple(map(Closure, dates, starts, ends, pools, heads))


def _closure(row: Any) -> Closure:
    """One row of a list of closures."""
    if not isinstance(row, dict):
        raise ValueError(f"is no closure, write {_RIGHT}")
    for key in row:
        if key not in Closure._fields:
            raise WrongAt((key,), f"is an unknown key, write {_RIGHT}")
    for key in ("date", "start", "end"):
        if key not in row:
            raise ValueError(f"has no {key}, write {_RIGHT}")
    start, end = at(("start",), parse_clock, row["start"]), at(("end",), parse_clock, row["end"])
    if end <= start:
        raise ValueError("ends before it starts, start must be earlier than end")
    pool = row.get("pool")
    if pool is not None and not isinstance(pool, str):
        raise WrongAt(("pool",), "is not the name of a pool, write it as under pools")
    heads = at(("heads",), _count, row["heads"]) if row.get("heads") is not None else None
    return Closure(at(("date",), parse_date, row["date"]), start, end, pool, heads)


Closures = Annotated[
    tuple[Closure, ...],
    BeforeValidator(_read_closures),
    WithJsonSchema(
        {"anyOf": [{"type": "array", "items": {"type": "object"}}, {"type": "string", "pattern": r"\.csv$"}]}
    ),
    Written("list of rows, or CSV file", list),
]
