"""Moments: a date with a time of day, as tables have them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema

from sim.scenario.base import Written
from sim.scenario.problems import each_at
from sim.scenario.units import DAY, clock_text, parse_clock, parse_date


class Moment(NamedTuple):
    """So many minutes into a date."""

    date: dt.date
    minute: float

    def minutes_from(self, start: dt.date) -> float:
        """Minutes from the first midnight of a horizon that starts on a date; negative before it."""
        return (self.date - start).days * DAY + self.minute


def parse_moment(cell: str) -> Moment:
    """A moment from ``2010-11-29 14:30``; a date alone is its midnight."""
    date, _, time = cell.replace("T", " ").partition(" ")
    try:
        return Moment(parse_date(date), parse_clock(time) if time.strip() else 0.0)
    except ValueError as error:
        raise ValueError(f"{error}; write date and time as 2010-11-29 14:30") from None


def _read_moments(value: Any) -> Any:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list) or not value:
        raise ValueError("is no list of times, write [2010-11-29 14:30]")
    return tuple(each_at(enumerate(value), lambda each: parse_moment(str(each))))


def _texts(moments: tuple[Moment, ...]) -> list[str]:
    return [f"{each.date.isoformat()} {clock_text(each.minute)}" for each in moments]


Moments = Annotated[
    tuple[Moment, ...],
    BeforeValidator(_read_moments),
    WithJsonSchema(
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "examples": [["2010-11-29 14:30"]]}
    ),
    Written("dates with times of day", _texts),
]
"""Dates with times of day, such as ``[2010-11-29 14:30]``."""
