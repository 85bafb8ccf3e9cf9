"""Work orders that are open when the horizon begins, so that a run begins from today's backlog."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from sim.scenario.base import Written, tables_of
from sim.scenario.units import parse_duration

MOST_OPEN = 1_000_000
"""Orders that one row may stand for (assumed: more have no room in memory)."""


class OpenOrder(NamedTuple):
    """So many open orders of a category, so many minutes old, that stand in the line of a department; without one they begin as new ones.

    Attributes
    ----------
    line : int
        Where the row stands in its file.
    """

    category: str
    age: float
    department: str
    orders: int
    line: int


def _count(cell: str) -> int:
    if not re.fullmatch(r"\d{1,7}", cell, re.ASCII) or not 0 < int(cell) <= MOST_OPEN:
        raise ValueError(f"is not a number of orders, write a whole number from 1 to {MOST_OPEN}")
    return int(cell)


def _read_open_orders(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(OpenOrder._fields[:4])
    rows = len(table.rows)
    departments = table.column("department", str) if "department" in table.header else [""] * rows
    orders = table.column("orders", _count) if "orders" in table.header else [1] * rows
    ages = table.column("age", parse_duration)
    return tuple(map(OpenOrder, table.column("category", str), ages, departments, orders, table.lines))


OpenOrders = Annotated[
    tuple[OpenOrder, ...],
    BeforeValidator(_read_open_orders),
    WithJsonSchema({"type": "string", "examples": ["tables/open_orders.csv"]}),
    Written("CSV file", list),
]
