"""Work orders that contacts leave behind, in all lanes, before an office has numbered them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.visits import Visits
from sim.log.columns import Columns
from sim.log.records import NO_LANGUAGE, Outcome
from sim.network.itineraries import customer_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


OWN_REGION = -1
"""In place of the number of a region: the seed of the order says it."""


@dataclass(frozen=True)
class LeftOrders(Columns):
    """One row an order, in any order.

    Attributes
    ----------
    lane, category, service, segment, language, sender : ndarray of int
        As in :class:`sim.log.orders.Orders`.
    case, attempt : ndarray of int
        The contact that left it: its case as :func:`sim.log.sheet.case_number` numbers it, and which contact of it this was.
    created : ndarray of float
        When it comes to its office, in minutes since the horizon's first midnight.
    seed : ndarray of float
        The uniform from which all else that it carries follows.
    chased : ndarray of bool
        Whether its customer may ask about it, and come again since its problem is back: not of one that was left by a contact that asked about
        another.
    customer : ndarray of float
        The uniform that says which customer it is of: all orders of a case have the same.
    region : ndarray of int
        Number of its region, where it has that of the order that left it; `OWN_REGION` where its seed says it.
    again : ndarray of int
        Its cause, where the problem of an earlier one has come back with it: number in the office; -1 of others.
    """

    lane: Ints
    category: Ints
    service: Ints
    segment: Ints
    language: Ints
    sender: Ints
    case: Ints
    attempt: Ints
    created: Floats
    seed: Floats
    chased: Flags
    customer: Floats
    region: Ints
    again: Ints


def left_by_visits(visits: Visits, hall: int, outcome: Numbers, ended: Floats) -> LeftOrders:
    """The orders that visits of a hall leave.

    Parameters
    ----------
    visits : Visits
        Visits of one day.
    hall : int
        Number of the hall.
    outcome, ended : ndarray
        How and when each ended; of another outcome are those under way, and those that have left theirs before.
    """
    solved = np.flatnonzero(outcome == Outcome.RESOLVED)
    again, cause = (column[solved] for column in visits.again[:2])
    customer = visits.again[2][solved]
    order = np.where(again >= 0, again, visits.carried("order")[solved])
    left = order >= 0
    rows, category, cause, customer = solved[left], order[left], cause[left], customer[left]
    seed, asks = visits.carried("order_seed")[rows], visits.asks[rows]
    return LeftOrders(
        lane=visits.lane[rows],
        category=category.astype(np.int64),
        service=visits.service[rows],
        segment=visits.segment[rows],
        language=np.full(len(rows), NO_LANGUAGE),
        sender=np.full(len(rows), hall),
        case=visits.case_number(hall)[rows],
        attempt=visits.attempt[rows],
        created=ended[rows],
        seed=seed,
        chased=~asks | (cause >= 0),
        customer=np.where(asks, customer, customer_of(seed)),
        region=np.full(len(rows), OWN_REGION),
        again=cause,
    )
