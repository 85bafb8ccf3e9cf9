"""How many customers messages about outages are sent to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.draws.counts import binomial
from sim.draws.outage_callers import CallerStream, dice_of
from sim.log.outages import Outages, OutageStage, Sent
from sim.network.outage_customers import Telling
from sim.network.row_search import last_until

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def subscribers(telling: Telling, outages: Outages, callers: Ints, would_call: Ints) -> Ints:
    """How many customers of each outage are subscribed to each channel, by outage and channel.

    Parameters
    ----------
    telling : Telling
        The rules.
    outages : Outages
        The outages.
    callers : ndarray of int
        How many of those who would call are, of the same shape.
    would_call : ndarray of int
        How many would call of each outage.
    """
    rows = np.arange(len(outages.lane))
    found, others, left = callers.copy(), np.asarray(outages.customers) - would_call, 1.0
    for number, channel in enumerate(telling.rules.channels.values() if telling.rules else ()):
        chance = min(1.0, channel.subscribed / left) if left > 0.0 else 0.0
        own = binomial(dice_of(outages, rows).uniforms(CallerStream.OTHERS, number), others, chance)
        found[:, number] += own
        others, left = others - own, left - channel.subscribed
    return found


def sent_to(telling: Telling, outages: Outages, subscribed: Ints) -> Sent:
    """The messages that are sent: of each stage to those who are still without supply, and when all have it back to everybody."""
    notices, returns = telling.notices, telling.returns
    stages = [OutageStage[each.upper()] for each in telling.rules.stages] if telling.rules else []
    some = np.flatnonzero(np.isin(notices.stage, stages))
    outage, time = notices.outage[some], notices.time[some]
    step = last_until(returns.first, returns.time, outage, time)
    back = np.where(step >= returns.first[outage], np.append(returns.share, 0.0)[step], 0.0)
    out = np.where(notices.stage[some] == OutageStage.RESTORED, 1.0, 1.0 - back)
    customers = np.rint(subscribed[outage] * out[:, None]).astype(np.int64)
    row, channel = np.nonzero(customers)
    return Sent(
        lane=np.asarray(outages.lane)[outage[row]],
        number=np.asarray(outages.number)[outage[row]],
        channel=channel,
        stage=notices.stage[some][row],
        time=time[row],
        customers=customers[row, channel],
    )
