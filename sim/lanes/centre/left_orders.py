"""Work orders that the calls and chats of a centre leave behind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows, moved
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
    calls = calls[calls["outcome"] == Outcome.RESOLVED]
    category, cause, customer = asking.again(calls["door"], calls["index"])
    category = np.where(category >= 0, category, calls["order"].astype(np.int64))
    left = np.flatnonzero(category >= 0)
    calls = np.asarray(moved(calls)[left]).view(calls.dtype)
    category, cause, customer = category[left], cause[left], customer[left]
    lane, service, segment, line = (
        calls[name].astype(np.int64) for name in ("lane", "service", "segment", "line")
    )
    case, attempt = asking.cases_of(centre, *(calls[name] for name in ("day", "index", "door", "attempt")))
    seed, asks = calls["order_seed"].copy(), asking.asks(calls["door"])
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
        chased=~asks | (cause >= 0),
        customer=np.where(asks, customer, customer_of(seed)),
        region=np.full(len(calls), OWN_REGION),
        again=cause,
    )
