"""Staff: pools, their heads by time of day, their shifts."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, model_validator

from sim.scenario.base import Name, Part, Whole, folder_of
from sim.scenario.calendar import DAILY
from sim.scenario.tables import read_table
from sim.scenario.units import (
    DAY,
    Hours,
    PositiveFactor,
    Span,
    Weekdays,
    YuanPerMinute,
    parse_clock,
    parse_date,
    parse_weekdays,
)

MOST_HEADS = 10_000
"""Heads in one pool (assumed: the largest utility call centres have a few thousand)."""


class Piece(NamedTuple):
    """So many heads from `start` to `end` on some days of the week, or on one date."""

    weekdays: frozenset[int]
    date: dt.date | None
    start: float
    end: float
    heads: int


def _parse_heads(text: Any) -> int:
    try:
        heads = int(text)
    except (TypeError, ValueError):
        raise ValueError("is not a number of heads, write a whole number") from None
    if isinstance(text, bool | float) or not 0 <= heads <= MOST_HEADS:
        raise ValueError(f"is not a number of heads, write a whole number from 0 to {MOST_HEADS:,}")
    return heads


def _read_heads(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    if isinstance(value, dict):
        return _steps(value)
    if isinstance(value, str) and not value.strip().lstrip("+-").isdigit():
        return _table(value, info)
    return (Piece(DAILY, None, 0.0, DAY, _parse_heads(value)),)


def _steps(steps: dict[str, Any]) -> tuple[Piece, ...]:
    if not steps:
        raise ValueError("is empty, write {08:30: 6, 10:00: 9}")
    starts = [parse_clock(clock) for clock in steps]
    if any(later <= earlier for earlier, later in itertools.pairwise(starts)):
        raise ValueError("is out of order, write times from early to late, such as {08:30: 6, 10:00: 9}")
    heads = [_parse_heads(number) for number in steps.values()]
    return tuple(Piece(DAILY, None, *piece) for piece in zip(starts, [*starts[1:], DAY], heads, strict=True))


def _table(value: str, info: ValidationInfo) -> tuple[Piece, ...]:
    table = read_table(value, folder_of(info))
    starts, ends = table.column("start", parse_clock), table.column("end", parse_clock)
    heads = table.column("heads", _parse_heads)
    count = len(starts)
    weekdays = table.column("days", parse_weekdays) if "days" in table.header else [DAILY] * count
    dates = table.column("date", parse_date) if "date" in table.header else [None] * count
    if any(end <= start for start, end in zip(starts, ends, strict=True)):
        raise ValueError("has a row that ends before it starts, start must be earlier than end")
    return tuple(map(Piece, weekdays, dates, starts, ends, heads))


Heads = Annotated[
    tuple[Piece, ...],
    BeforeValidator(_read_heads),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "object", "additionalProperties": {"type": "integer"}},
                {"type": "string"},
            ]
        }
    ),
]


class Shift(Part):
    """A stretch of work that some heads of a pool do, with its breaks."""

    time: Span
    """From when to when, such as `08:30-17:30`; inside the opening hours of the hall's day."""
    heads: Whole = Field(ge=0, le=MOST_HEADS)
    """Number of heads on this shift."""
    breaks: Hours = ()
    """Breaks, such as `[12:00-13:00]`; a customer at hand is finished first. Breaks are paid."""
    days: Weekdays = DAILY
    """Days of the week; every day if not given."""

    @model_validator(mode="after")
    def _breaks_inside(self) -> Shift:
        if any(pause.start < self.time.start or pause.end > self.time.end for pause in self.breaks):
            raise ValueError("has a break outside the shift, breaks lie between its start and its end")
        return self


class Pool(Part):
    """Interchangeable staff (or machines), with skills, a schedule, a cost and a speed."""

    works_at: Literal["counter", "greeter", "kiosk"]
    """The stage that it serves: `counter`, `greeter` or `kiosk`."""
    heads: Heads | None = None
    """Heads on duty while open: a number, `{08:30: 6, 10:00: 9}` (from that time on), or a CSV file with columns
    `start`, `end`, `heads` and optionally `days` or `date`."""
    shifts: tuple[Shift, ...] = ()
    """Shifts, in place of `heads`."""
    serves: tuple[Name, ...] | Literal["all"] = "all"
    """Services that it can do, most urgent line first; `all` if not given."""
    speed: PositiveFactor = 1.0
    """Speed against the services' handle times: at 125 % a customer takes four fifths of the time."""
    cost: YuanPerMinute = 0.0
    """Cost of one head, such as `45 yuan/h`."""
    overtime_pay: PositiveFactor = 1.5
    """Pay of overtime against ordinary time; 150 % (Labour Law of China, article 44)."""

    @model_validator(mode="after")
    def _one_schedule(self) -> Pool:
        if (self.heads is None) == (not self.shifts):
            raise ValueError("needs either heads or shifts, write for example heads: 9")
        return self


__all__ = ["MOST_HEADS", "Heads", "Piece", "Pool", "Shift"]
