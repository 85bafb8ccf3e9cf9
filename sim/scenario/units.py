"""Units at the border: what a planner writes (``6 min``, ``12 %``, ``45 yuan/h``), as numbers inside.

Inside, time is in minutes, shares are fractions, prices are yuan a minute. Each parser takes the raw
YAML value and raises :class:`ValueError` with one sentence that says what is wrong and what would be right.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sim.scenario.problems import WrongAt, each_at, quoted, refuse

DAY = 1440.0
"""Minutes in a day."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

COMMA = "has a comma in its number, write a point for decimals and nothing between thousands"
"""What a message says of ``1,5`` and of ``1,200``."""

LONGEST = 366 * DAY
"""The longest duration that can be meant, in minutes (assumed: a deadline of a year)."""
MOST_FACTOR = 100.0
"""The largest percentage that can be meant is 10,000 % (assumed)."""
LEAST_FACTOR = 0.01
"""The smallest speed or pay that can be meant is 1 % (assumed)."""
MOST_PRICE = 100_000.0
"""The largest price that can be meant, in yuan an hour (assumed)."""

_MINUTES_PER = {"s": 1 / 60, "min": 1.0, "h": 60.0, "day": DAY, "days": DAY}
_NUMBER = re.compile(
    r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|[+-]?\.?(?:inf|nan)", re.IGNORECASE | re.ASCII
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_DATE = re.compile(
    r"(\d{4})(?:-(\d{2})-(\d{2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?: 0?0:00(?::00)?)?", re.ASCII
)
"""Year first, as the standard writes it and as Excel does on a Chinese system; a midnight behind it says nothing more."""
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


class Window(NamedTuple):
    """A stretch of a day, in minutes after midnight: ``start <= t < end``."""

    start: float
    end: float


def plain(text: str) -> str:
    """Text with full-width characters and dashes as a keyboard without them writes them, trimmed."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def quantity(value: Any, right: str, repaired: Callable[[float], str]) -> tuple[float, str]:
    """Number and unit of ``6 min``; `right` is an example for messages, `repaired` adds a unit to a bare number."""
    if value is None:
        raise ValueError(f"is empty, write {right}")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"is not a quantity, write {right}")
    text = plain(str(value))
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(f"is not a quantity, write {right}")
    number, unit = (
        float(match[0].lower().replace(".inf", "inf").replace(".nan", "nan")),
        text[match.end() :].strip(),
    )
    if not math.isfinite(number):
        raise ValueError(f"is not a finite number, write {right}")
    if not unit:
        raise ValueError(f"has no unit, write {repaired(number)}")
    if unit[0] == ",":
        raise ValueError(COMMA)
    if any(char.isdigit() for char in unit):
        raise ValueError(f"has two numbers, write {right}")
    return number, unit


def parse_duration(value: Any) -> float:
    """Minutes from ``6 min``, ``90 s``, ``2 h`` or ``3 days``; never negative."""
    number, unit = quantity(
        value, "a duration such as 6 min, 90 s or 2 h", "{0:g} min, {0:g} s or {0:g} h".format
    )
    if unit not in _MINUTES_PER:
        raise ValueError(f"has the unknown unit {quoted(unit)}, known are s, min, h, day and days")
    if number < 0:
        raise ValueError("is negative, a duration is zero or more")
    if number * _MINUTES_PER[unit] > LONGEST:
        raise ValueError("is longer than a year, a duration is at most 366 days")
    return number * _MINUTES_PER[unit]


def parse_positive_duration(value: Any) -> float:
    """Minutes, as :func:`parse_duration`, and more than zero."""
    minutes = parse_duration(value)
    if minutes == 0:
        raise ValueError("is zero, a duration here must be longer, such as 6 min")
    return minutes


def parse_factor(value: Any) -> float:
    """A fraction from a percentage of zero or more: ``130 %`` is 1.3."""
    number, unit = quantity(value, "a percentage such as 12 %", _percent)
    if unit != "%":
        raise ValueError(f"has the unknown unit {quoted(unit)}, write a percentage such as 12 %")
    if number < 0:
        raise ValueError("is negative, a percentage here is zero or more")
    if number / 100 > MOST_FACTOR:
        raise ValueError("is too large, a percentage here is at most 10000 %")
    return number / 100


def _percent(number: float) -> str:
    return f"{100 * number:g} %" if 0 < number < 1 else f"{number:g} %"


def parse_share(value: Any) -> float:
    """A fraction from a percentage between 0 % and 100 %."""
    share = parse_factor(value)
    if share > 1:
        raise ValueError("is more than the whole, a share is between 0 % and 100 %")
    return share


def parse_positive_factor(value: Any) -> float:
    """A fraction, as :func:`parse_factor`, of 1 % or more."""
    factor = parse_factor(value)
    if factor < LEAST_FACTOR:
        raise ValueError("is too small, a percentage here is at least 1 %")
    return factor


def parse_price(value: Any) -> float:
    """Yuan a minute from ``45 yuan/h``."""
    number, unit = quantity(value, "a price such as 45 yuan/h", "{:g} yuan/h".format)
    hours = {"yuan/h": 1.0, "yuan/min": 60.0}.get(unit.replace(" ", ""))
    if hours is None:
        raise ValueError(f"has the unknown unit {quoted(unit)}, write a price such as 45 yuan/h")
    if number < 0:
        raise ValueError("is negative, a price is zero or more")
    if number * hours > MOST_PRICE:
        raise ValueError(f"is too large, a price is at most {MOST_PRICE:.0f} yuan/h")
    return number * hours / 60


def parse_money(value: Any) -> float:
    """Yuan from ``40000 yuan``."""
    number, unit = quantity(value, "an amount such as 40000 yuan", "{:g} yuan".format)
    if unit != "yuan":
        raise ValueError(f"has the unknown unit {quoted(unit)}, write an amount such as 40000 yuan")
    if number < 0:
        raise ValueError("is negative, an amount is zero or more")
    return number


def duration_text(minutes: float) -> str:
    """``30 min`` from minutes; seconds below one minute, whole hours from two hours on."""
    if 0 < minutes < 1:
        return f"{60 * minutes:g} s"
    return f"{minutes / 60:g} h" if minutes >= 120 and not minutes % 60 else f"{minutes:g} min"


def percent_text(fraction: float) -> str:
    """``12 %`` from a fraction."""
    return f"{100 * fraction:g} %"


def price_text(yuan_per_minute: float) -> str:
    """``45 yuan/h`` from yuan a minute."""
    return f"{60 * yuan_per_minute:g} yuan/h"


def parse_clock(value: Any) -> float:
    """Minutes after midnight from ``08:30`` or ``08:30:00``; ``24:00`` is the end of the day."""
    match = _CLOCK.fullmatch(plain(value)) if isinstance(value, str) else None
    if match is None:
        raise ValueError("is not a time of day, write it as 08:30")
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
    if minutes > 59 or seconds > 59 or hours * 60 + minutes + seconds / 60 > DAY:
        raise ValueError("is not a time of day, they go from 00:00 to 24:00")
    if seconds:
        raise ValueError("has seconds, write a whole minute such as 08:30")
    return hours * 60.0 + minutes


def parse_window(value: Any) -> Window:
    """A stretch of a day from ``08:30-12:00``."""
    if isinstance(value, Window):
        return value
    parts = plain(value).split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError("is not a stretch of the day, write it as 08:30-12:00")
    start, end = parse_clock(parts[0]), parse_clock(parts[1])
    if end <= start:
        raise ValueError(
            "ends before it starts, write the earlier time first, as in 08:30-12:00, and hours past midnight as two stretches, 22:00-24:00 and 00:00-06:00"
        )
    return Window(start, end)


def parse_windows(value: Any) -> tuple[Window, ...]:
    """Stretches of a day, in order and apart; one may stand without a list."""
    if isinstance(value, str):
        return (parse_window(value),)
    if not isinstance(value, list | tuple):
        raise ValueError("is not a list of hours, write [08:30-12:00, 14:00-17:30]")
    windows = tuple(each_at(enumerate(value), parse_window))
    refuse(
        WrongAt(
            (number,),
            f"starts before {clock_text(earlier.end)}, when the stretch before it ends; write them in order",
        )
        for number, (earlier, later) in enumerate(itertools.pairwise(windows), 1)
        if later.start < earlier.end
    )
    return windows


def parse_weekdays(value: Any) -> frozenset[int]:
    """Days of the week as numbers (Monday is 0) from ``mon-fri``, ``sat`` or a list of such."""
    return _in_a_circle(value, WEEKDAYS, "weekday", "mon-fri or [mon, wed]")


def parse_months(value: Any) -> frozenset[int]:
    """Months as numbers (January is 1) from ``jun-aug``, ``nov-feb``, ``dec`` or a list of such."""
    return frozenset(1 + number for number in _in_a_circle(value, MONTHS, "month", "jun-aug or [mar, nov]"))


def _in_a_circle(value: Any, known: Sequence[str], noun: str, right: str) -> frozenset[int]:
    """Numbers of names that come round again, from one, a stretch of them, or a list of such."""
    items = [value] if isinstance(value, str) else value
    if isinstance(items, frozenset):
        return items
    if not isinstance(items, list) or not items:
        raise ValueError(f"is not a list of {noun}s, write {right}")
    found: set[int] = set()
    for item in items:
        names = [name.strip() for name in plain(str(item)).lower().split("-")]
        if len(names) > 2 or any(name not in known for name in names):
            raise ValueError(f"has the unknown {noun} {quoted(str(item))}, write {right}")
        first, last = known.index(names[0]), known.index(names[-1])
        found.update(
            range(first, last + 1) if first <= last else [*range(first, len(known)), *range(last + 1)]
        )
    return frozenset(found)


def parse_date(value: Any) -> dt.date:
    """A date from ``2010-12-21`` or ``2010/12/21``, in the years 1900 to 2199."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    text = plain(value) if isinstance(value, str) else ""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError("is not a date, write year, month and day as 2010-12-21")
    try:
        date = dt.date(*(int(part) for part in match.groups() if part))
    except ValueError:
        raise ValueError(
            "is not a day of the calendar, months go to 12 and days to 28, 29, 30 or 31"
        ) from None
    if not 1900 <= date.year < 2200:
        raise ValueError("is too far away, years go from 1900 to 2199")
    return date


def parse_days_of_month(value: Any) -> frozenset[int]:
    """Days of the month from ``21`` or ``21-26``."""
    match = re.fullmatch(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?", plain(str(value)), re.ASCII)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= 31:
        raise ValueError("is not a day of the month, write 21 or 21-26")
    return frozenset(range(first, last + 1))


def apart(keys: Iterable[str], parse: Callable[[str], frozenset[int]], what: str = "day") -> None:
    """Raise :class:`WrongAt` at all keys that cannot be read, or else that share a day (or month) with one before it."""
    names = list(keys)
    taken: dict[int, str] = {}
    wrong = dict[str, WrongAt]()
    for key, days in zip(names, each_at(zip(names, names, strict=True), parse), strict=True):
        for day in sorted(days):
            before = taken.setdefault(day, key)
            if before != key:
                said = f"shares a {what} with {before}, give each {what} once"
                wrong.setdefault(key, WrongAt((key,), said, of_key=True))
    refuse(wrong.values())


def weekdays_text(days: frozenset[int]) -> str:
    """``mon-fri``, or ``mon, wed`` where they do not follow each other."""
    numbers = sorted(days)
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{WEEKDAYS[numbers[0]]}-{WEEKDAYS[numbers[-1]]}"
    return ", ".join(WEEKDAYS[day] for day in numbers)


def clock_text(minute: float) -> str:
    """``08:30`` from minutes after midnight; of a time on the day after, the time there."""
    minute = int(minute) if minute <= DAY else int(minute - DAY)
    return f"{minute // 60:02d}:{minute % 60:02d}"


def window_text(window: Window) -> str:
    """``08:30-12:00`` from a stretch of a day."""
    return f"{clock_text(window.start)}-{clock_text(window.end)}"
