"""The orders at hand of one office and their steps: two tables of all lanes, lane by lane, each lane in the order of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows, moved
from sim.log.order import order_by

Ints = NDArray[np.int64]

NONE = -1
"""The head, pool or desk that nobody is at; the row of no order."""

ORDER = np.dtype(
    [
        ("created", "f8"),
        ("accepted", "f8"),
        ("due", "f8"),
        ("closed", "f8"),
        ("clock", "f8"),
        ("ready", "f8"),
        ("escalates", "f8"),
        ("promised", "f8"),
        ("pause", "f8"),
        ("stood", "f8"),
        ("opens", "f8"),
        ("shuts", "f8"),
        ("joined", "f8"),
        ("seed", "f8"),
        ("customer", "f8"),
        ("for_all", "f8"),
        ("number", "i8"),
        ("first", "i8"),
        ("step", "i8"),
        ("end", "i8"),
        ("last", "i8"),
        ("resumes", "i8"),
        ("child", "i8"),
        ("next", "i8"),
        ("before", "i8"),
        ("case", "i8"),
        ("line", "i8"),
        ("attempt", "i8"),
        ("lane", "i4"),
        ("category", "i4"),
        ("rules", "i4"),
        ("service", "i4"),
        ("segment", "i4"),
        ("language", "i4"),
        ("region", "i4"),
        ("sender", "i4"),
        ("desk", "i4"),
        ("priority", "i4"),
        ("level", "i4"),
        ("group", "i4"),
        ("chases", "i4"),
        ("owned", "i4"),
        ("by_own", "i4"),
        ("cause", "i4"),
        ("asked", "i4"),
        ("approved", "i4"),
        ("begun", "i4"),
        ("solved", "b1"),
        ("waits", "b1"),
        ("chased", "b1"),
        ("repeats", "b1"),
        ("for_customer", "b1"),
        ("has_gathered", "b1"),
    ],
    align=True,
)
"""An order. Times are minutes since the horizon's first midnight, infinite where nothing of the kind has happened or will.

created, accepted, due, promised, closed, service, segment, language, region, sender, case, level, chases, owned, by_own, solved, repeats
    As in :class:`sim.log.orders.Orders`; `category` is the number in the office.
rules
    The row of :class:`sim.lanes.office.rulebook.OfficeRules` that says what holds for it.
cause
    Number of its cause in the office, -1 where none is named.
seed, chased, customer, attempt
    As in :class:`sim.lanes.left_orders.LeftOrders`.
lane, number
    Its lane, and its number among the orders that the office has had there.
clock, escalates
    When the clock of its deadline began, and when it reaches its next level.
pause, for_customer
    As in :class:`sim.network.itineraries.Itineraries`.
stood
    Minutes of its pause, as the clock of its deadline counts them; 0 before.
opens, shuts
    When it is let into the line in which it stands, if its desk works for its region on other days only, and when it is taken out again.
first, step, end, last, resumes
    The row of its first step and of that at hand, and where its steps end; the row of the last one through which it goes in any case, behind which those
    stand that levels of escalation ask for; and of that which follows an approval at hand.
asked, approved, begun
    How many approvals levels have asked for, and how many it has had; how many steps have been begun.
ready
    When it goes on to the next step, or stands in line after its customer has answered.
desk, priority
    The desk that does all that is left, `NONE` where each step has its own; its priority.
waits, joined, line
    Whether it stands in line; since when it does, or did last; in which line, that of a desk or that of a head.
for_all
    When it will stand for everybody, if it stands for its own head.
group, has_gathered
    The group in which it gathers with others, `NONE` if in none; whether it has done so for the step at hand.
child, next, before
    Its place in line (see :mod:`sim.lanes.office.line`); while it gathers, `next` is one that came before it.
"""

STEP = np.dtype(
    [
        ("work", "f8"),
        ("travel", "f8"),
        ("lag", "f8"),
        ("joined", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
        ("minutes", "f8"),
        ("alone", "f8"),
        ("kind", "i4"),
        ("desk", "i4"),
        ("lag_clock", "i4"),
        ("outcome", "i4"),
        ("pool", "i4"),
        ("head", "i4"),
        ("turn", "i4"),
    ],
    align=True,
)
"""A step of an order: as :class:`sim.network.itineraries.Itineraries` has it, the desk being that where it is done; and what became of it, as in
:class:`sim.log.orders.OrderSteps`, with the minutes for which it is in its head's hands on duty, and from when on that head has
in hand nothing that it began before, and its number in the order of time. The pool is a number among those of the office, the head one of its heads."""


class OrderTables(NamedTuple):
    """Orders with their steps, which lie one after the other in the order of the orders.

    Attributes
    ----------
    orders, steps : ndarray
        Entries of `ORDER` and `STEP`.
    """

    orders: Rows
    steps: Rows

    def where(self, rows: Ints) -> OrderTables:
        """Some of the orders, in the wanted order."""
        orders = np.asarray(moved(self.orders)[rows]).view(ORDER)
        steps = np.asarray(moved(self.steps)[_steps_of(orders)]).view(STEP)
        _count_steps_anew(orders)
        return OrderTables(orders, steps)


def together(parts: Sequence[OrderTables]) -> OrderTables:
    """Orders of several tables in one, lane by lane, each lane in the order of their numbers."""
    lane, number, count = (
        np.concatenate([column(each.orders) for each in parts])
        for column in (lambda rows: rows["lane"].astype(np.int64), lambda rows: rows["number"], _counts)
    )
    order = order_by(lane, number)
    place, first = np.empty_like(order), np.empty_like(order)
    place[order] = np.arange(len(order))
    first[order] = np.cumsum(count[order]) - count[order]
    whole = OrderTables(np.empty(len(order), ORDER), np.empty(int(count.sum()), STEP))
    low = 0
    for orders, steps in parts:
        own = slice(low, low + len(orders))
        moved(whole.orders)[place[own]] = moved(orders)
        moved(whole.steps)[_spans(first[own], count[own])] = moved(steps)
        low = own.stop
    _count_steps_anew(whole.orders)
    return whole


def no_orders() -> OrderTables:
    """Nothing."""
    return OrderTables(np.zeros(0, ORDER), np.zeros(0, STEP))


def _counts(orders: Rows) -> Ints:
    """How many steps each order has."""
    return np.asarray(orders["end"] - orders["first"])


def _count_steps_anew(orders: Rows) -> None:
    """The steps of orders that are in another order now begin one behind the other."""
    count = _counts(orders)
    by = np.cumsum(count) - count - orders["first"]
    for name in ("first", "step", "end", "last", "resumes"):
        orders[name] += by


def _steps_of(orders: Rows) -> Ints:
    """The rows of all steps of some orders, order by order."""
    return _spans(orders["first"], _counts(orders))


def _spans(first: Ints, count: Ints) -> Ints:
    """Whole numbers from each first one on, so many of each, one after the other."""
    ends = np.cumsum(count)
    return np.repeat(first - (ends - count), count) + np.arange(int(ends[-1]) if len(ends) else 0)
