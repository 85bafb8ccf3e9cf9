"""From the calls of a day in the lanes to the sheet that the tally reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.days import LaneCentre
from sim.lanes.centre.duty import absences
from sim.lanes.centre.over import Over, joined, nothing
from sim.lanes.centre.table import TAKEN
from sim.records import Outcome, Stage
from sim.scenario import Scenario
from sim.sheet import Contacted, Sheet, Waits, Work, apart

Ints = NDArray[np.int64]


def sheet_of_calls(scenario: Scenario, centre: LaneCentre, tables: Sequence[Over]) -> Sheet:
    """All rows of the calls that came in on a day."""
    calls = joined([nothing(), *tables])
    number = len(scenario.halls) + list(scenario.centres).index(centre.name)
    names = list(scenario.pools)
    pools = np.array([*(names.index(pool) for pool in centre.rules.pools), -1])
    languages = np.array([*(scenario.languages.index(line) for line in centre.rules.lines), -1])
    waited = ~np.isnan(calls.joined)
    agent = waited.nonzero()[0]
    until = np.where(np.isnan(calls.started), calls.ended, calls.started)
    on_line = (waited & (calls.stage != Stage.CALLBACK)).nonzero()[0]
    waits = Waits(
        calls.lane[on_line],
        np.broadcast_to(np.int64(number), len(on_line)),
        calls.joined[on_line],
        until[on_line],
    )
    work = _work(calls, pools[calls.pool])
    wait = np.zeros(len(calls))
    wait[agent] = until[agent] - calls.joined[agent]
    later: dict[str, Any] = {}
    if any(centre.board.shares) or centre.rules.callback:
        whole = ((calls.outcome != Outcome.HANDED_OVER) & (calls.stage != Stage.RING)).nonzero()[0]
        calls, wait = calls.some(whole), wait[whole]
        second = calls.first_wait >= 0
        first = np.where(second, calls.first_wait, wait)
        called = (calls.offered == TAKEN) & ~np.isnan(calls.joined)
        later["transfer_wait"], wait = np.where(second, wait, 0.0), np.where(called, 0.0, first)
        later["callback"], later["callback_wait"] = calls.offered, np.where(called, first, 0.0)
    contacts = Contacted(
        lane=calls.lane,
        hall=np.broadcast_to(np.int64(number), len(calls)),
        service=calls.service,
        segment=calls.segment,
        pool=pools[calls.pool],
        first=calls.attempt == 1,
        arrived=calls.arrived,
        ended=calls.ended,
        wait=wait,
        outcome=calls.outcome,
        stage=calls.stage,
        bypassed=np.broadcast_to(np.False_, len(calls)),
        language=languages[calls.line],
        **later,
    )
    return Sheet(contacts, apart(work) if any(centre.board.chats) else work, waits)


def _work(calls: Over, pool: Ints) -> Work:
    """Talk, and work after it."""
    served = np.flatnonzero(calls.pool >= 0)
    after = served[calls.freed[served] > calls.ended[served]]
    rows = np.concatenate((served, after))
    started = np.concatenate((calls.started[served], calls.ended[after]))
    ended = np.concatenate((calls.ended[served], calls.freed[after]))
    customer = (np.arange(len(rows)) < len(served)) & (calls.stage[rows] != Stage.RING)
    return Work(calls.lane[rows], pool[rows], calls.agent[rows], started, ended, customer)


def missing(scenario: Scenario, centre: LaneCentre) -> Work:
    """Stretches of duty for which heads are missing, in the whole horizon."""
    names = list(scenario.pools)
    pools = [names.index(pool) for pool in centre.rules.pools]
    rows = [
        (lane, pools[place], head, window.start, window.end)
        for place, lane, head, window in absences(centre.absences)
    ]
    table = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    lane, pool, head = table[:3].astype(np.int64)
    return Work(lane, pool, head, table[3], table[4], np.ones(len(rows), dtype=np.bool_))
