"""Who of an office can do which orders, in one lane: the lines from which pools take."""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import line_of, rank
from sim.lanes.office.state import OfficeLane

NOBODY: Whole = np.int64(-1)
"""The row of no order."""


@woven
def common_line(rules: OfficeRules, order: Record, kind: Whole, desk: Whole) -> Whole:
    """The line at a desk of an order that stands for nobody by name."""
    return np.int64(rules.desks[desk].line + line_of(kind, rules.line[desk, order.category]))


@woven
def takes(rules: OfficeRules, pool: Record, line: Whole) -> bool:
    """Whether a pool takes orders from a line."""
    found = False
    for place in range(pool.line, pool.lines_end):
        found |= rules.takes[place] == line
    return found


@woven
def has_work(rules: OfficeRules, lane: OfficeLane, pool: Record) -> bool:
    """Whether anybody waits in the lines of a pool."""
    waiting = 0
    for place in range(pool.line, pool.lines_end):
        waiting += lane.lines[rules.takes[place]].length
    return bool(waiting)


@woven
def first_of(orders: Rows, rules: OfficeRules, lane: OfficeLane, pool: Record) -> Whole:
    """The row of whoever goes first in the lines of a pool; -1 where nobody waits there."""
    found = NOBODY
    for place in range(pool.line, pool.lines_end):
        line = lane.lines[rules.takes[place]]
        if line.length and (found < 0 or _is_before(orders, rules, line.first, found)):
            found = np.int64(line.first)
    return found


@woven
def _is_before(orders: Rows, rules: OfficeRules, one: Whole, other: Whole) -> bool:
    takes_due = rules.office[0].takes_due
    return bool(rank(orders[one], takes_due) < rank(orders[other], takes_due))
