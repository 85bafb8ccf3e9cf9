"""Deadlines: how long something may take, in minutes or days, which count always or only at work."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema

from sim.scenario.base import Written
from sim.scenario.problems import quoted
from sim.scenario.units import DAY, LONGEST, duration_text, quantity


class TimeUnit(IntEnum):
    """What a deadline counts."""

    MINUTES = 0
    """Minutes, day and night."""
    DAYS = 1
    """Days of the calendar."""
    WORKING_MINUTES = 2
    """Minutes of working hours."""
    WORKING_DAYS = 3
    """Days with working hours, however long they are."""


class TimeLimit(NamedTuple):
    """How long something may take.

    Attributes
    ----------
    amount : int
        How many.
    unit : TimeUnit
        Of what.
    """

    amount: int
    unit: TimeUnit

    @property
    def is_of_work(self) -> bool:
        """Whether it counts working time alone."""
        return self.unit in (TimeUnit.WORKING_MINUTES, TimeUnit.WORKING_DAYS)


RIGHT = "a deadline such as 5 working days, 8 working hours, 24 h or 7 days"
MOST_DAYS = round(LONGEST / DAY)

_MINUTES_PER = {"min": 1, "minute": 1, "minutes": 1, "h": 60, "hour": 60, "hours": 60}
_DAYS = ("day", "days")
_WORKING = "working "
_UNITS = [start + unit for start in ("", _WORKING) for unit in (*_MINUTES_PER, *_DAYS)]


def parse_time_limit(value: Any) -> TimeLimit:
    """A time limit from ``5 working days``, ``8 working hours``, ``24 h``, ``45 min`` or ``7 days``.

    Raises
    ------
    ValueError
        It is something else.
    """
    if isinstance(value, TimeLimit):
        return value
    number, written = quantity(value, RIGHT, "{0:g} working days, {0:g} working hours or {0:g} h".format)
    name = " ".join(written.split())
    if name not in _UNITS:
        raise ValueError(
            f"has the unknown unit {quoted(written)}, known are min, h, days, working hours and working days"
        )
    if number <= 0:
        raise ValueError(f"is {'zero' if number == 0 else 'negative'}, write {RIGHT}")
    unit, working = name.removeprefix(_WORKING), name.startswith(_WORKING)
    if unit in _DAYS:
        return TimeLimit(_days(number, working), TimeUnit.WORKING_DAYS if working else TimeUnit.DAYS)
    minutes = _minutes(number * _MINUTES_PER[unit])
    return TimeLimit(minutes, TimeUnit.WORKING_MINUTES if working else TimeUnit.MINUTES)


def _days(number: float, working: bool) -> int:
    if number % 1:
        hours = "working hours such as 12 working hours" if working else "hours such as 36 h"
        raise ValueError(f"has a part of a day, write whole days or {hours}")
    if number > MOST_DAYS:
        raise ValueError(f"is longer than a year, a deadline is at most {MOST_DAYS} days")
    return int(number)


def _minutes(number: float) -> int:
    if number > LONGEST:
        raise ValueError(f"is longer than a year, a deadline is at most {LONGEST / 60:g} hours")
    minutes = round(number)
    if not minutes or abs(number - minutes) > 1e-6:  # 1.15 h are 69 min, though not to the last bit
        raise ValueError("has a part of a minute, write whole minutes such as 45 min")
    return minutes


def time_limit_text(limit: TimeLimit) -> str:
    """``5 working days`` from a time limit, as a planner writes it; reports have words of their own for it."""
    working = _WORKING if limit.is_of_work else ""
    if limit.unit in (TimeUnit.DAYS, TimeUnit.WORKING_DAYS):
        return f"{limit.amount} {working}day{'s' * (limit.amount != 1)}"
    if not working:
        return duration_text(limit.amount)
    hours, minutes = divmod(limit.amount, 60)
    count, unit = (limit.amount, "minute") if minutes else (hours, "hour")
    return f"{count} {working}{unit}{'s' * (count != 1)}"


def parse_wait_limit(value: Any) -> TimeLimit:
    """A time limit that may be nothing at all, such as ``0 min``."""
    try:
        return parse_time_limit(value)
    except ValueError:
        if quantity(value, RIGHT, "{0:g} working hours or {0:g} h".format)[0] != 0:
            raise
        return TimeLimit(0, TimeUnit.MINUTES)


Deadline = Annotated[
    TimeLimit,
    BeforeValidator(parse_time_limit),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*\d+(\.\d+)?\s*(working\s+)?(min|minutes?|h|hours?|days?)\s*$",
            "examples": ["5 working days", "8 working hours", "24 h", "7 days"],
        }
    ),
    Written("deadline", time_limit_text),
]
"""How long something may take: `5 working days`, `8 working hours`, `24 h`, `45 min` or `7 days`.

Minutes and hours count from the instant on at which they begin. Of days the one on which they begin does not count; the last one ends at
midnight, and a working day when its work ends (China's Civil Code, articles 201 and 203). A day with any working hours is a working day.
"""

WaitLimit = Annotated[
    TimeLimit,
    BeforeValidator(parse_wait_limit),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*\d+(\.\d+)?\s*(working\s+)?(min|minutes?|h|hours?|days?)\s*$",
            "examples": ["4 working hours", "1 working days", "30 min", "0 min"],
        }
    ),
    Written("deadline", time_limit_text),
]
"""For how long somebody waits: as a :data:`Deadline`, and `0 min` for not at all."""
