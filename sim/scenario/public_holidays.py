"""Public holidays by the name of the country, with the Saturdays and Sundays that are worked in exchange (调休)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from sim.scenario.base import Written
from sim.scenario.problems import each_at, nearest
from sim.scenario.units import WEEKDAYS, parse_date

COUNTRIES = {"china": "CN"}
"""Countries whose holidays are known by name, with their codes in the package `holidays`. Their governments announce each year which
weekend days are worked; a country whose holidays follow from its laws alone would need no such announcement."""

SATURDAY, SUNDAY = 5, 6
WORKED_AS = {SATURDAY: 4, SUNDAY: 0}
"""The day of the week that a worked Saturday or Sunday counts as: the working day beside it (assumed; notices of China's State Council
name the days that are worked, and not what they are worked for)."""


class PublicHolidays(NamedTuple):
    """The days of a year on which nobody works, and its Saturdays and Sundays on which everybody does."""

    off: frozenset[dt.date]
    worked: frozenset[dt.date]


@cache
def public_holidays(country: str, year: int) -> PublicHolidays | None:
    """The public holidays of a year; None where they are not announced, or not known.

    Weekends that touch a holiday belong to it, unless they are worked: a hall that is open on Sundays is closed on the one in the
    middle of the Spring Festival, as the State Council's notices count it.
    """
    import holidays  # loaded by those scenarios alone that name a country

    code = COUNTRIES[country]
    of_year = holidays.country_holidays(code, years=year)
    if not any(date.year == year for date in of_year.weekend_workdays):
        return None
    around = holidays.country_holidays(code, years=(year - 1, year, year + 1))
    worked = frozenset(around.weekend_workdays)
    off = _with_weekends(frozenset(around), worked)
    return PublicHolidays(
        *(frozenset(date for date in dates if date.year == year) for dates in (off, worked))
    )


def _with_weekends(off: frozenset[dt.date], worked: frozenset[dt.date]) -> frozenset[dt.date]:
    """Holidays with the Saturdays and Sundays that touch them."""
    found = set(off)
    for step in (dt.timedelta(days=1), dt.timedelta(days=-1)):
        for date in off:
            beside = date + step
            while beside.weekday() in WORKED_AS and beside not in worked:
                found.add(beside)
                beside += step
    return frozenset(found)


def parse_holidays(value: Any) -> tuple[dt.date | str, ...]:
    """Dates and names of countries: one name, or a list of both.

    Raises
    ------
    ValueError
        It is something else.
    """
    if isinstance(value, str):
        return (_date_or_country(value),)
    if not isinstance(value, list | tuple):
        raise ValueError("is not a list of dates, write [2010-12-21], or the name of a country such as china")
    return tuple(each_at(enumerate(value), _date_or_country))


def _date_or_country(value: Any) -> dt.date | str:
    if not isinstance(value, str) or value[:1].isdigit():
        return parse_date(value)
    name = value.strip().lower()
    if name not in COUNTRIES:
        raise ValueError(
            f"is neither a date such as 2010-12-21 nor a country whose public holidays are known, {nearest(name, COUNTRIES)}"
        )
    return name


def parse_worked(value: Any) -> tuple[dt.date | str, ...]:
    """The same of Saturdays and Sundays."""
    found = parse_holidays(value)
    each_at(
        ((number, date) for number, date in enumerate(found) if isinstance(date, dt.date)), _is_of_a_weekend
    )
    return found


def _is_of_a_weekend(date: dt.date) -> None:
    if date.weekday() not in WORKED_AS:
        raise ValueError(
            f"is a {WEEKDAYS[date.weekday()]}, and only a Saturday or Sunday is worked in exchange: is the year right?"
        )


_LIST = WithJsonSchema(
    {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "examples": ["china", ["2010-12-21"]],
    }
)


def _texts(days: Iterable[dt.date | str]) -> list[str]:
    return list(map(str, days))


DaysOff: TypeAlias = Annotated[
    tuple[dt.date | str, ...],
    BeforeValidator(parse_holidays),
    _LIST,
    Written("dates, or names of countries", _texts),
]
"""Days on which a place is closed."""
DaysWorked: TypeAlias = Annotated[
    tuple[dt.date | str, ...],
    BeforeValidator(parse_worked),
    _LIST,
    Written("dates, or names of countries", _texts),
]
"""Saturdays and Sundays that are worked."""


def countries_in(days: Iterable[dt.date | str]) -> list[str]:
    """The countries that a list of days names."""
    return [each for each in days if isinstance(each, str)]


def years_by_hand(days: Iterable[dt.date | str]) -> set[int]:
    """The years of which a list of days gives dates."""
    return {date.year for date in days if isinstance(date, dt.date)}


def is_known(country: str, year: int, by_hand: Container[int]) -> bool:
    """Whether the holidays of a year are known: announced, or of a year of which there are dates by hand."""
    return year in by_hand or public_holidays(country, year) is not None


def is_off(date: dt.date, days: tuple[dt.date | str, ...]) -> bool:
    """Whether a date is on a list of days off, or a public holiday of a country on it."""
    return date in days or any(date in of_year.off for of_year in _of_year(days, date.year))


def is_worked(date: dt.date, days: tuple[dt.date | str, ...]) -> bool:
    """Whether a date is on a list of worked days, or worked in a country on it."""
    return date in days or any(date in of_year.worked for of_year in _of_year(days, date.year))


def _of_year(days: tuple[dt.date | str, ...], year: int) -> list[PublicHolidays]:
    known = (public_holidays(country, year) for country in countries_in(days))
    return [each for each in known if each is not None]
