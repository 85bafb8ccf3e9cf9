"""Work orders that are open when the horizon begins, so that a run begins from today's backlog."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from sim.scenario.base import Written, tables_of
from sim.scenario.problems import quoted
from sim.scenario.units import DAY, parse_clock, parse_date, parse_duration

MOST_OPEN = 1_000_000
"""Orders that one row may stand for (assumed: more have no room in memory)."""

MOST_PRIORITY = 100


class Came(NamedTuple):
    """When an order came: minutes into a date."""

    date: dt.date
    minute: float


class OpenOrder(NamedTuple):
    """So many open orders of a category that stand in the line of a department; without one they begin as new ones.

    Attributes
    ----------
    age : float or None
        How many minutes old they are when the horizon begins.
    created : Came or None
        Or when they came.
    priority : int or None
        Their priority; that of their category if not given.
    line : int
        Where the row stands in its file.
    """

    category: str
    age: float | None
    created: Came | None
    department: str
    priority: int | None
    orders: int
    line: int

    def age_at(self, start: dt.date) -> float:
        """How many minutes old they are at the first midnight of a horizon."""
        if self.created is None:
            assert self.age is not None
            return self.age
        return (start - self.created.date).days * DAY - self.created.minute


def _count(cell: str) -> int:
    if not re.fullmatch(r"\d{1,7}", cell, re.ASCII) or not 0 < int(cell) <= MOST_OPEN:
        raise ValueError(f"is not a number of orders, write a whole number from 1 to {MOST_OPEN}")
    return int(cell)


def _came(cell: str) -> Came:
    date, _, time = cell.replace("T", " ").partition(" ")
    try:
        return Came(parse_date(date), parse_clock(time) if time.strip() else 0.0)
    except ValueError as error:
        raise ValueError(f"{error}; write date and time as 2010-11-29 14:30") from None


def _priority(cell: str) -> int | None:
    if not cell:
        return None
    if not re.fullmatch(r"-?\d{1,3}", cell, re.ASCII) or abs(int(cell)) > MOST_PRIORITY:
        raise ValueError(f"is not a priority, write a whole number from -{MOST_PRIORITY} to {MOST_PRIORITY}")
    return int(cell)


def _read_open_orders(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(OpenOrder._fields[:-1])
    if ("age" in table.header) == ("created" in table.header):
        both = "age" in table.header
        raise ValueError(
            f"has {'both columns' if both else 'neither of the columns'} {quoted('age')} and {quoted('created')}, it needs one of them"
        )
    columns = table.columns(
        {
            "category": str,
            "age": parse_duration,
            "created": _came,
            "department": str,
            "priority": _priority,
            "orders": _count,
        },
        {"age": None, "created": None, "department": "", "priority": None, "orders": 1},
    )
    return tuple(map(OpenOrder, *columns, table.lines))


OpenOrders = Annotated[
    tuple[OpenOrder, ...],
    BeforeValidator(_read_open_orders),
    WithJsonSchema({"type": "string", "examples": ["tables/open_orders.csv"]}),
    Written("CSV file", list),
]
