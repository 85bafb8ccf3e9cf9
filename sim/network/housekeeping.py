"""Housekeepers: who asks in a group chat in place of a call, and whether somebody begins to answer in time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.draws.outage_callers import CallerStream
from sim.network.outage_customers import Customers
from sim.scenario.outage_calls import Housekeepers
from sim.scenario.units import DAY
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def asks(rules: Housekeepers, customers: Customers, who: Ints, time: Floats) -> Flags:
    """Which of some customers are in a group whose housekeeper is there at their times."""
    clock = np.mod(time, DAY)
    there = (clock >= rules.hours.start) & (clock < rules.hours.end)
    return there & (customers.on_occasion(CallerStream.GROUP, who, 0) < rules.customers)


def answered_at(rules: Housekeepers, customers: Customers, who: Ints, time: Floats, affected: Ints) -> Floats:
    """When a housekeeper has answered those who ask; infinity where nobody begins to in time.

    Each housekeeper answers one after the other, in the order in which they ask, as long as the hours last; who has waited too long has called
    meanwhile, and is passed over.

    Parameters
    ----------
    rules : Housekeepers
        Who they are.
    customers : Customers
        Those of some outages.
    who : ndarray of int
        Rows of those who ask.
    time : ndarray
        When they do.
    affected : ndarray of int
        Customers of all outages.
    """
    whole = np.maximum(np.ceil(affected[customers.outage[who]] * rules.customers / rules.each), 1.0)
    place = customers.on_occasion(CallerStream.HOUSEKEEPER, who, 0) * whole
    answer = on_grid(rules.answer.inverse(customers.on_occasion(CallerStream.HOUSEKEEPER, who, 1)))
    group = np.stack([customers.outage[who], place.astype(np.int64)])
    order = np.lexsort((customers.number[who], time, *group[::-1]))
    is_first = (np.diff(group[:, order], axis=1, prepend=-1) != 0).any(axis=0)
    closes = np.floor(time / DAY) * DAY + rules.hours.end
    ended, free, within = np.full(len(who), np.inf), -np.inf, float(on_grid(np.array([rules.within]))[0])
    columns = (column.tolist() for column in (time[order], answer[order], closes[order], is_first))
    for row, asked, minutes, end, new in zip(order.tolist(), *columns, strict=True):
        begins = asked if new else max(asked, free)
        if begins - asked <= within and begins < end:
            ended[row] = free = begins + minutes
    return ended
