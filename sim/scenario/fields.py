"""Types of fields: how each kind of value is written, read, and described."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from sim.scenario.base import Written
from sim.scenario.units import (
    Window,
    clock_text,
    duration_text,
    parse_clock,
    parse_date,
    parse_duration,
    parse_factor,
    parse_positive_duration,
    parse_positive_factor,
    parse_price,
    parse_share,
    parse_weekdays,
    parse_window,
    parse_windows,
    percent_text,
    price_text,
    weekdays_text,
    window_text,
)


def _text(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


def _window_texts(windows: tuple[Window, ...]) -> list[str]:
    return [window_text(window) for window in windows]


_DURATION = _text(r"^\s*\d+(\.\d+)?\s*(s|min|h|days?)\s*$", "6 min")
_PERCENT = _text(r"^\s*\d+(\.\d+)?\s*%\s*$", "12 %")
_PRICE = _text(r"^\s*\d+(\.\d+)?\s*yuan\s*/\s*(h|min)\s*$", "45 yuan/h")
_WINDOW: dict[str, Any] = {
    "type": "string",
    "pattern": r"^\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}\s*$",
    "examples": ["08:30-12:00"],
}
_WINDOWS = WithJsonSchema({"anyOf": [_WINDOW, {"type": "array", "items": _WINDOW}]})
_WEEKDAYS = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}], "examples": ["mon-fri"]}
)

Minutes = Annotated[float, BeforeValidator(parse_duration), _DURATION, Written("duration", duration_text)]
PositiveMinutes = Annotated[
    float, BeforeValidator(parse_positive_duration), _DURATION, Written("duration above zero", duration_text)
]
Share = Annotated[float, BeforeValidator(parse_share), _PERCENT, Written("share, 0 % to 100 %", percent_text)]
Factor = Annotated[float, BeforeValidator(parse_factor), _PERCENT, Written("percentage", percent_text)]
PositiveFactor = Annotated[
    float, BeforeValidator(parse_positive_factor), _PERCENT, Written("percentage, 1 % or more", percent_text)
]
YuanPerMinute = Annotated[float, BeforeValidator(parse_price), _PRICE, Written("price", price_text)]
Hours = Annotated[
    tuple[Window, ...],
    BeforeValidator(parse_windows),
    _WINDOWS,
    Written("stretches of the day", _window_texts),
]
Clock = Annotated[
    float,
    BeforeValidator(parse_clock),
    _text(r"^\s*\d{1,2}:\d{2}\s*$", "12:00"),
    Written("time of day", clock_text),
]
Span = Annotated[
    Window, BeforeValidator(parse_window), WithJsonSchema(_WINDOW), Written("stretch of the day", window_text)
]
Weekdays = Annotated[
    frozenset[int], BeforeValidator(parse_weekdays), _WEEKDAYS, Written("days of the week", weekdays_text)
]
Date = Annotated[
    dt.date,
    BeforeValidator(parse_date),
    WithJsonSchema({"type": "string", "format": "date"}),
    Written("date", dt.date.isoformat),
]


def paces_fit(pace: Sequence[float], at_once: int, what: str) -> None:
    """Refuse more values of pace than there can be in hand at once."""
    if len(pace) > at_once:
        raise ValueError(
            f"has {len(pace)} values of pace for at most {at_once} {what} at once, leave out the last"
        )


def at_most_all(shares: dict[str, float]) -> dict[str, float]:
    """Shares, if they are no more than the whole.

    Raises
    ------
    ValueError
        They are more.
    """
    total = sum(shares.values())
    if total > 1 + 1e-9:
        raise ValueError(f"has shares that add up to {100 * total:g} %, make them 100 % or less")
    return shares
