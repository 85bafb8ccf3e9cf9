"""Work orders that the calls and chats of a centre leave behind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.chasing import seed_of
from sim.lanes.centre.asking import AskingCalls
from sim.lanes.left_orders import OWN_REGION, LeftOrders
from sim.log.records import Outcome
from sim.network.itineraries import customer_of

Ints = NDArray[np.int64]


def left_by_calls(calls: Rows, centre: int, languages: Ints, asking: AskingCalls) -> LeftOrders:
    """The orders that calls and chats leave.

    Parameters
    ----------
    calls : ndarray
        Entries of :data:`sim.lanes.centre.table.CALL`.
    centre : int
        Number of the centre among all sites.
    languages : ndarray
        Number of the language of each of its lines.
    asking : AskingCalls
        Which of them ask about other orders.
    """
    calls = calls[(calls["outcome"] == Outcome.RESOLVED) & (calls["order"] >= 0)]
    lane, category, service, segment, line = (
        calls[name].astype(np.int64) for name in ("lane", "order", "service", "segment", "line")
    )
    case, attempt = asking.cases_of(centre, *(calls[name] for name in ("day", "index", "door", "attempt")))
    seed, asks = calls["order_seed"].copy(), asking.asks(calls["door"])
    of_order = seed.copy()
    of_order[asks] = seed_of(asking.entity(calls["index"][asks]))
    return LeftOrders(
        lane=lane,
        category=category,
        service=service,
        segment=segment,
        language=languages[line],
        sender=np.full(len(calls), centre),
        case=case,
        attempt=attempt,
        created=calls["ended"].copy(),
        seed=seed,
        chased=~asks,
        customer=customer_of(of_order),
        region=np.full(len(calls), OWN_REGION),
    )
