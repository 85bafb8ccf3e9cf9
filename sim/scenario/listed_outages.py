"""Outages that a table lists, such as those of a storm that is replayed, or of an exercise."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from sim.scenario.base import Written, tables_of
from sim.scenario.count_distributions import MOST_COUNTED
from sim.scenario.moments import Moment, parse_moment
from sim.scenario.open_orders import parse_priority
from sim.scenario.units import parse_positive_duration

T = TypeVar("T")

MOST_CREWS = 1000
"""Crews that an outage may need (assumed)."""

_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")


class ListedOutage(NamedTuple):
    """One outage of a table; what is None is as its kind says.

    Attributes
    ----------
    start : Moment
        Since when its customers are without supply.
    region, kind : str
        Where, and what kind of outage.
    customers : int
        How many are without supply.
    name : str
        What other rows call it; empty if they do not.
    cause : str
        Its cause.
    priority : int or None
        Its priority.
    key : bool or None
        Whether a key customer is among its customers.
    work : float or None
        Minutes of repair.
    crews : int or None
        How many crews it needs.
    behind : str
        Name of the outage behind which it lies; empty of others.
    sensed : Moment or None
        When meters tell of it.
    restored : Moment or None
        When supply is back, whatever crews do.
    line : int
        Where the row stands in its file.
    """

    start: Moment
    region: str
    kind: str
    customers: int
    name: str
    cause: str
    priority: int | None
    key: bool | None
    work: float | None
    crews: int | None
    behind: str
    sensed: Moment | None
    restored: Moment | None
    line: int


def _whole(noun: str, most: int) -> Callable[[str], int]:
    def parse(cell: str) -> int:
        if not re.fullmatch(r"\d{1,9}", cell, re.ASCII) or not 0 < int(cell) <= most:
            raise ValueError(f"is not a number of {noun}, write a whole number from 1 to {most}")
        return int(cell)

    return parse


def _flag(cell: str) -> bool:
    if cell.lower() not in (*_YES, *_NO):
        raise ValueError("is neither yes nor no")
    return cell.lower() in _YES


def _if_given(parse: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda cell: parse(cell) if cell else None


def _read_outages(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, tuple):
        return value
    table = tables_of(info).read(value)
    table.has_only(ListedOutage._fields[:-1])
    columns = table.columns(
        {
            "start": parse_moment,
            "region": str,
            "kind": str,
            "customers": _whole("customers", MOST_COUNTED),
            "name": str,
            "cause": str,
            "priority": parse_priority,
            "key": _if_given(_flag),
            "work": _if_given(parse_positive_duration),
            "crews": _if_given(_whole("crews", MOST_CREWS)),
            "behind": str,
            "sensed": _if_given(parse_moment),
            "restored": _if_given(parse_moment),
        },
        dict.fromkeys(("name", "cause", "behind"), "")
        | dict.fromkeys(("priority", "key", "work", "crews", "sensed", "restored")),
    )
    return tuple(map(ListedOutage, *columns, table.lines))


ListedOutages = Annotated[
    tuple[ListedOutage, ...],
    BeforeValidator(_read_outages),
    WithJsonSchema({"type": "string", "examples": ["tables/storm.csv"]}),
    Written("CSV file", list),
]
