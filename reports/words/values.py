"""How figures are printed: with their unit, to the digits that a planner can use."""

from __future__ import annotations

import math

from reports.words.catalogue import words
from sim.measures.gap_measures import base_name
from sim.measures.registry import measure
from sim.results.estimates import Estimate
from sim.scenario.deadline import TimeLimit, TimeUnit

SECONDS = {"speed_of_answer", "time_in_queue"}
"""Measures in minutes that people know in seconds."""

DAYS = {"time_to_close_mean", "time_to_close_median", "time_to_close_p90", "backlog_age_end"}
"""Measures in minutes that people know in days."""

HOURS = {"overtime"}
"""Measures in minutes that are paid, and known, by the hour."""


OWN_UNITS = {"s": SECONDS, "h": HOURS, "d": DAYS}


def shown_unit(name: str) -> str:
    """The unit in which a measure is printed: that of the registry, but ``s`` for the waits of calls, ``h`` for overtime, ``d`` for what lasts days,
    ``hours`` for what the registry has in hours, and ``points`` for gaps of shares."""
    prefix, base = base_name(name)
    if prefix == "gap_":
        return unit_of_difference(shown_unit(base))
    known = next((unit for unit, names in OWN_UNITS.items() if name in names), None)
    unit = measure(name).unit
    return known or ("hours" if unit == "h" else unit)


def unit_of_difference(unit: str) -> str:
    """The unit of a difference: shares differ by percentage ``points``."""
    return "points" if unit == "share" else unit


def unit_word(unit: str, language: str = "en") -> str:
    """The unit alone: ``min``, ``%``; empty for counts."""
    return words(language)(f"unit.{unit}", value="").strip()


def shown_scale(unit: str) -> float:
    """What a value of the registry is times to be a number in that unit: percent, seconds, hours, days, or as it is."""
    return {"share": 100.0, "points": 100.0, "s": 60.0, "h": 1 / 60, "d": 1 / 1440}.get(unit, 1.0)


def format_value(value: float, unit: str, language: str = "en") -> str:
    """A figure with its unit: ``42.6 min``, ``43.4 %``, ``19,203 yuan``.

    Parameters
    ----------
    value : float
        In the registry's units: minutes, shares from 0 to 1, yuan, counts, per hour. NaN prints as a dash.
    unit : str
        ``min``, ``s``, ``h`` and ``d`` (of a value in minutes), ``hours``, ``share``, ``points`` (of a difference of shares), ``count``,
        ``yuan``, ``1/h`` or ``1/week``.
    language : str
        ``en`` or ``zh``.

    Raises
    ------
    KeyError
        The unit is unknown.
    """
    say = words(language)
    number = _number(value, unit, _decimals(value, unit), language)
    return say(f"unit.{unit}", value=number) if math.isfinite(value) else number


def format_interval(low: float, high: float, unit: str, language: str = "en", like: float = math.nan) -> str:
    """An interval without its unit, to the digits of the figure `like`; empty where there is no interval."""
    if math.isnan(low) or math.isnan(high):
        return ""
    decimals = _decimals(high if math.isnan(like) else like, unit)
    low_text, high_text = (_number(value, unit, decimals, language) for value in (low, high))
    return words(language)("interval", low=low_text, high=high_text)


def format_figure(estimate: Estimate | tuple[float, float, float], unit: str, language: str = "en") -> str:
    """A figure without its unit, and its interval: ``42.6 (41.9 to 43.3)``; without an interval, the figure alone."""
    mean, low, high = estimate[:3]
    number = _number(mean, unit, _decimals(mean, unit), language)
    interval = format_interval(low, high, unit, language, mean)
    return words(language)("estimate", value=number, interval=interval) if interval else number


def format_difference(value: float, unit: str, language: str = "en", like: float = math.nan) -> str:
    """A difference with its sign and unit, to the digits of the figure `like`; shares differ by percentage points."""
    if not math.isfinite(value):
        return format_value(value, unit, language)
    number = _number(value, unit, _decimals(value if math.isnan(like) else like, unit), language)
    signed = number if number.startswith("-") or not number.strip("0.,") else f"+{number}"
    return words(language)(f"unit.{unit_of_difference(unit)}", value=signed)


def is_shown_as_zero(value: float, unit: str, like: float = math.nan) -> bool:
    """Whether a value, to the digits of the figure `like`, is printed with nothing but zeros."""
    number = _number(value, unit, _decimals(value if math.isnan(like) else like, unit), "en")
    return not number.strip("-0.,")


def format_time_limit(limit: TimeLimit, language: str = "en") -> str:
    """A deadline: ``5 working days``, ``24 h``."""
    days = limit.unit in (TimeUnit.DAYS, TimeUnit.WORKING_DAYS)
    hours = not days and limit.amount % 60 == 0
    amount, unit = (limit.amount // 60, "hours") if hours else (limit.amount, "days" if days else "minutes")
    key = f"limit.{'working_' * limit.is_of_work}{unit}{'.one' * (amount == 1)}"
    return words(language)(key, value=f"{amount}")


def format_percent(share: float, language: str = "en") -> str:
    """A confidence, to the digits that it needs: ``95 %``, ``99.9 %``."""
    return words(language)("unit.share", value=f"{100 * share:.6g}")


def _number(value: float, unit: str, decimals: int, language: str) -> str:
    if math.isnan(value):
        return words(language)("value.none")
    if math.isinf(value):
        return ("-" if value < 0 else "") + words(language)("value.endless")
    text = f"{shown_scale(unit) * value:,.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def _decimals(value: float, unit: str) -> int:
    """Minutes, percentages and rates have one decimal; money and counts fewer the larger they are."""
    size = abs(value) if math.isfinite(value) else 0.0
    if unit == "yuan":
        return 2 if size < 100 else 0
    if unit == "d":
        return 2 if size < 10 * 1440 else 1
    if unit in ("count", "1/week"):
        return 3 if size < 0.1 else 2 if size < 10 else 1 if size < 1000 else 0
    return 1
