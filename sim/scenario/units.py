"""Units at the border: what a planner writes (``6 min``, ``12 %``, ``45 yuan/h``), as numbers inside.

Inside, time is in minutes, shares are fractions, prices are yuan a minute. Each parser takes the raw
YAML value and raises :class:`ValueError` with one sentence that says what is wrong and what would be right.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema

DAY = 1440.0
"""Minutes in a day."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MINUTES_PER = {"s": 1 / 60, "min": 1.0, "h": 60.0, "day": DAY, "days": DAY}
_QUANTITY = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?\.?(?:inf|nan))\s*([^\s\d].*)", re.I)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class Window(NamedTuple):
    """A stretch of a day, in minutes after midnight: ``start <= t < end``."""

    start: float
    end: float


def _quantity(value: Any, right: str) -> tuple[float, str]:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"is not a quantity, write {right}")
    if not isinstance(value, str):
        raise ValueError(f"has no unit, write {right}")
    match = _QUANTITY.fullmatch(value.strip())
    if match is None:
        bare = re.fullmatch(r"[+-]?[\d.]+", value.strip())
        raise ValueError(f"has no unit, write {right}" if bare else f"is not a quantity, write {right}")
    number = float(match[1].replace(".inf", "inf").replace(".nan", "nan"))
    if not math.isfinite(number):
        raise ValueError(f"is not a finite number, write {right}")
    return number, match[2].strip()


def parse_duration(value: Any) -> float:
    """Minutes from ``6 min``, ``90 s``, ``2 h`` or ``3 days``; never negative."""
    right = "a duration such as 6 min, 90 s or 2 h"
    number, unit = _quantity(value, right)
    if unit not in _MINUTES_PER:
        raise ValueError(f"has the unknown unit {unit!r}, write {right}")
    if number < 0:
        raise ValueError("is negative, a duration is zero or more")
    return number * _MINUTES_PER[unit]


def parse_positive_duration(value: Any) -> float:
    """Minutes, as :func:`parse_duration`, and more than zero."""
    minutes = parse_duration(value)
    if minutes == 0:
        raise ValueError("is zero, a duration here must be longer, such as 6 min")
    return minutes


def parse_factor(value: Any) -> float:
    """A fraction from a percentage of zero or more: ``130 %`` is 1.3."""
    number, unit = _quantity(value, "a percentage such as 12 %")
    if unit != "%":
        raise ValueError(f"has the unknown unit {unit!r}, write a percentage such as 12 %")
    if number < 0:
        raise ValueError("is negative, a percentage here is zero or more")
    return number / 100


def parse_share(value: Any) -> float:
    """A fraction from a percentage between 0 % and 100 %."""
    share = parse_factor(value)
    if share > 1:
        raise ValueError("is more than the whole, a share is between 0 % and 100 %")
    return share


def parse_positive_factor(value: Any) -> float:
    """A fraction, as :func:`parse_factor`, and more than zero."""
    factor = parse_factor(value)
    if factor == 0:
        raise ValueError("is zero, write a percentage above 0 %")
    return factor


def parse_price(value: Any) -> float:
    """Yuan a minute from ``45 yuan/h``."""
    number, unit = _quantity(value, "a price such as 45 yuan/h")
    if unit.replace(" ", "") not in ("yuan/h", "yuan/min"):
        raise ValueError(f"has the unknown unit {unit!r}, write a price such as 45 yuan/h")
    if number < 0:
        raise ValueError("is negative, a price is zero or more")
    return number / 60 if unit.replace(" ", "") == "yuan/h" else number


def parse_clock(value: Any) -> float:
    """Minutes after midnight from ``08:30``; ``24:00`` is the end of the day."""
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError("is not a time of day, write it as 08:30")
    hours, minutes = int(match[1]), int(match[2])
    if minutes > 59 or hours * 60 + minutes > DAY:
        raise ValueError("is not a time of day, hours go from 00:00 to 24:00")
    return hours * 60.0 + minutes


def parse_window(value: Any) -> Window:
    """A stretch of a day from ``08:30-12:00``."""
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError("is not a stretch of the day, write it as 08:30-12:00")
    start, end = parse_clock(parts[0]), parse_clock(parts[1])
    if end <= start:
        raise ValueError("ends before it starts, write the earlier time first, such as 08:30-12:00")
    return Window(start, end)


def parse_windows(value: Any) -> tuple[Window, ...]:
    """Stretches of a day, in order and apart; one may stand without a list."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise ValueError("is not a list of hours, write [08:30-12:00, 14:00-17:30]")
    windows = tuple(item if isinstance(item, Window) else parse_window(item) for item in items)
    for earlier, later in itertools.pairwise(windows):
        if later.start < earlier.end:
            raise ValueError(
                "overlap or are out of order, write them from early to late, such as [08:30-12:00, 14:00-17:30]"
            )
    return windows


def parse_weekdays(value: Any) -> frozenset[int]:
    """Days of the week as numbers (Monday is 0) from ``mon-fri``, ``sat`` or a list of such."""
    items = [value] if isinstance(value, str) else value
    if isinstance(items, frozenset):
        return items
    if not isinstance(items, list):
        raise ValueError("is not a list of weekdays, write mon-fri or [mon, wed]")
    days: set[int] = set()
    for item in items:
        names = str(item).strip().lower().split("-")
        if len(names) > 2 or any(name not in WEEKDAYS for name in names):
            raise ValueError(f"has the unknown weekday {item!r}, write mon-fri or [mon, wed]")
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        days.update(range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)])
    return frozenset(days)


def parse_date(value: Any) -> dt.date:
    """A date from ``2010-12-21``."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("is not a date, write it as 2010-12-21") from None


def parse_days_of_month(value: Any) -> frozenset[int]:
    """Days of the month from ``21`` or ``21-26``."""
    match = re.fullmatch(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?", str(value).strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= 31:
        raise ValueError("is not a day of the month, write 21 or 21-26")
    return frozenset(range(first, last + 1))


def clock_text(minute: float) -> str:
    """``08:30`` from minutes after midnight."""
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"


def _text(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_DURATION = _text(r"^\d+(\.\d+)?\s*(s|min|h|days?)$", "6 min")
_PERCENT = _text(r"^\d+(\.\d+)?\s*%$", "12 %")
_CLOCK_TEXT = _text(r"^\d{1,2}:\d{2}$", "08:30")
_WINDOW_TEXT: dict[str, Any] = {
    "type": "string",
    "pattern": r"^\d{1,2}:\d{2}-\d{1,2}:\d{2}$",
    "examples": ["08:30-12:00"],
}

Minutes = Annotated[float, BeforeValidator(parse_duration), _DURATION]
PositiveMinutes = Annotated[float, BeforeValidator(parse_positive_duration), _DURATION]
Share = Annotated[float, BeforeValidator(parse_share), _PERCENT]
Factor = Annotated[float, BeforeValidator(parse_factor), _PERCENT]
PositiveFactor = Annotated[float, BeforeValidator(parse_positive_factor), _PERCENT]
YuanPerMinute = Annotated[
    float, BeforeValidator(parse_price), _text(r"^\d+(\.\d+)?\s*yuan/(h|min)$", "45 yuan/h")
]
Clock = Annotated[float, BeforeValidator(parse_clock), _CLOCK_TEXT]
Hours = Annotated[
    tuple[Window, ...],
    BeforeValidator(parse_windows),
    WithJsonSchema({"anyOf": [_WINDOW_TEXT, {"type": "array", "items": _WINDOW_TEXT}]}),
]
Span = Annotated[Window, BeforeValidator(parse_window), WithJsonSchema(_WINDOW_TEXT)]
Weekdays = Annotated[
    frozenset[int],
    BeforeValidator(parse_weekdays),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "examples": ["mon-fri"],
        }
    ),
]
Date = Annotated[dt.date, BeforeValidator(parse_date), WithJsonSchema({"type": "string", "format": "date"})]
DaysOfMonth = Annotated[
    frozenset[int], BeforeValidator(parse_days_of_month), _text(r"^\d{1,2}(-\d{1,2})?$", "21-26")
]
