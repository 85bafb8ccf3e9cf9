"""Work orders that are open when the horizon begins, so that a run begins from today's backlog."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from sim.scenario.base import Written, tables_of
from sim.scenario.moments import Moment, parse_moment
from sim.scenario.problems import quoted
from sim.scenario.units import parse_duration

MOST_OPEN = 1_000_000
"""Orders that one row may stand for (assumed: more have no room in memory)."""

MOST_PRIORITY = 100


class OpenOrder(NamedTuple):
    """So many open orders of a category that stand in the line of a department; without one they begin as new ones.

    Attributes
    ----------
    age : float or None
        How many minutes old they are when the horizon begins.
    created : Moment or None
        Or when they came.
    priority : int or None
        Their priority; that of their category if not given.
    line : int
        Where the row stands in its file.
    """

    category: str
    age: float | None
    created: Moment | None
    department: str
    priority: int | None
    orders: int
    line: int

    def age_at(self, start: dt.date) -> float:
        """How many minutes old they are at the first midnight of a horizon."""
        if self.created is None:
            assert self.age is not None
            return self.age
        return -self.created.minutes_from(start)


def _count(cell: str) -> int:
    if not re.fullmatch(r"\d{1,7}", cell, re.ASCII) or not 0 < int(cell) <= MOST_OPEN:
        raise ValueError(f"is not a number of orders, write a whole number from 1 to {MOST_OPEN}")
    return int(cell)


def parse_priority(cell: str) -> int | None:
    """A priority; none from an empty cell."""
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
            "created": parse_moment,
            "department": str,
            "priority": parse_priority,
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
