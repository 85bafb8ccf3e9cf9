"""Visits that are planned: of cases that began on earlier days, at any door, each at its own attempt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.lanes.asking import Asking
from sim.log.columns import names_of
from sim.log.sheet import case_number
from sim.rules.conditional import Expected

Ints = NDArray[np.int64]

PLANNED = np.dtype(
    [
        ("lane", "i8"),
        ("address", "i8"),
        ("site", "i8"),
        ("door", "i8"),
        ("began", "i8"),
        ("index", "i8"),
        ("entity", "i8"),
        ("attempt", "i8"),
        ("service", "i8"),
        ("segment", "i8"),
        ("since", "f8"),
        ("fraction", "f8"),
        ("case", "i8"),
        ("before", "i8"),
        ("category", "i8"),
        ("cause", "i8"),
        ("customer", "f8"),
        ("kind", "i1"),
        ("lacks_papers", "b1"),
        ("asks", "b1"),
    ],
    align=True,
)
"""A visit that is planned.

lane, service, segment, lacks_papers
    Its lane; numbers of its service and segment; whether papers are missing.
address
    Number of the name of the door where the case began, among those that a :class:`sim.lanes.book.Book` knows.
site, door
    Number of the call centre where the case began and of its line (its app is behind these); `HERE` and 0 if it began in the hall.
began, index, entity, attempt
    Day on which the case began, its number there and that in addresses of random numbers, and which contact of it this is.
kind, since, fraction
    Number of its kind among :data:`KINDS`, since when it has been expected, and the fraction of a day's arrivals that means its time of day.
asks
    Whether it comes because of an order, or follows from one that did: then it has the columns of :class:`sim.lanes.asking.Asking`.
"""

HERE = -1
"""In place of the number of a centre: the case began in the hall."""

KINDS = tuple(Expected)


def planned(count: int, kind: Expected) -> Rows:
    """Room for so many visits of cases that began in the hall, which ask about no order."""
    made = np.zeros(count, PLANNED)
    made["site"], made["category"], made["cause"] = HERE, -1, -1
    made["kind"] = KINDS.index(kind)
    return made


def ask(visits: Rows, whose: Asking) -> None:
    """Let visits come because of orders."""
    visits["asks"] = True
    for name in names_of(whose):
        visits[name] = getattr(whose, name)


def cases_of(visits: Rows, hall: int) -> Ints:
    """Number of each visit's case, as :func:`sim.log.sheet.case_number` has it; `hall` is that of the visits."""
    found: Ints = visits["case"].copy()
    own = np.flatnonzero(~visits["asks"])
    some = visits[own]
    site = np.where(some["site"] == HERE, hall, some["site"])
    found[own] = case_number(site, some["began"], some["index"], some["door"])
    return found
