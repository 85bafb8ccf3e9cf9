"""Work orders that contacts leave behind, in all lanes, before an office has numbered them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.visit_groups import VisitGroup
from sim.lanes.visits import Rows, Visits
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


def left_by_visits(
    visits: Visits, hall: int, services: Flags, outcome: Numbers, ended: Floats
) -> LeftOrders | None:
    """The orders that visits of a hall leave; None where there are none.

    Parameters
    ----------
    visits : Visits
        Visits of one day.
    hall : int
        Number of the hall.
    services : ndarray
        Of each service, whether it leaves any.
    outcome, ended : ndarray
        How and when each ended; of another outcome are those under way, and those that have left theirs before.
    """
    again, cause, customer = visits.again
    may_leave = (outcome == Outcome.RESOLVED) & (services[visits.service] | (again >= 0))
    found = [
        _left_by(part, of_part, may_leave, again)
        for part, of_part in visits.parts
        if may_leave[of_part].any()
    ]
    if not found:
        return None
    rows, category, seed = map(np.concatenate, zip(*found, strict=True))
    cause, asks = cause[rows], visits.asks[rows]
    return LeftOrders(
        lane=visits.lane[rows],
        category=category,
        service=visits.service[rows],
        segment=visits.segment[rows],
        language=np.full(len(rows), NO_LANGUAGE),
        sender=np.full(len(rows), hall),
        case=visits.case_number(hall)[rows],
        attempt=visits.attempt[rows],
        created=ended[rows],
        seed=seed,
        chased=~asks | (cause >= 0),
        customer=np.where(asks, customer[rows], customer_of(seed)),
        region=np.full(len(rows), OWN_REGION),
        again=cause,
    )


def _left_by(part: VisitGroup, rows: Rows, may_leave: Flags, again: Ints) -> tuple[Ints, Ints, Floats]:
    """Which visits of a part leave an order, as rows of the day, of which category, and its seed; drawn for those alone that may."""
    places = np.flatnonzero(may_leave[rows])
    of_day = again[rows][places]
    category = np.where(of_day >= 0, of_day, part.some(places, part.attempt).order)
    leaves = category >= 0
    places, category = places[leaves], category[leaves]
    every = np.arange(len(may_leave)) if isinstance(rows, slice) else rows
    return every[places], category, part.some(places, part.attempt).order_seed
