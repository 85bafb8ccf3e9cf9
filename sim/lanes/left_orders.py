"""Work orders that contacts leave behind, in all lanes, before an office has numbered them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.visit_groups import VisitGroup
from sim.lanes.visits import Visits
from sim.log.columns import Columns, joined
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
    resolved = outcome == Outcome.RESOLVED
    found = [_left_by(part, hall, services, resolved[rows], ended[rows]) for part, rows in visits.parts]
    there = [each for each in found if each is not None]
    return joined(there) if there else None


def _left_by(
    part: VisitGroup, hall: int, services: Flags, resolved: Flags, ended: Floats
) -> LeftOrders | None:
    """The orders that visits of one origin leave; what these carry is drawn for those alone that may leave any."""
    rows = np.flatnonzero(resolved & (services[part.service] | (part.known("category") >= 0)))
    if not len(rows):
        return None
    some = part.only(rows)
    again = some.known("category")
    category = np.where(again >= 0, again, some.contacts.order)
    leaves = np.flatnonzero(category >= 0)
    own, count = some.only(leaves), len(leaves)
    seed, (asks, cause) = (
        own.contacts.order_seed,
        (np.full(count, own.known(name)) for name in ("asks", "cause")),
    )
    return LeftOrders(
        lane=own.lane,
        category=category[leaves],
        service=own.service,
        segment=own.segment,
        language=np.full(count, NO_LANGUAGE),
        sender=np.full(count, hall),
        case=own.case_number(hall),
        attempt=np.full(count, own.known("attempt")),
        created=ended[rows[leaves]],
        seed=seed,
        chased=~asks | (cause >= 0),
        customer=np.where(asks, own.known("customer"), customer_of(seed)),
        region=np.full(count, OWN_REGION),
        again=cause,
    )
