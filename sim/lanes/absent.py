"""Who is missing in the lanes of a hall or centre: as work of nobody, for the tally, and as rows of the records."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.draws.absence import Absence, stretches_missing
from sim.log.records import Outcome, Records, Stage
from sim.log.sheet import Work
from sim.scenario import Scenario

NOBODY = -1

Missing = Sequence[Sequence[Absence]]
"""Of each candidate, whose lanes follow those of the one before, who is missing of each pool of a site."""


def work_missed(scenario: Scenario, of_site: Missing) -> Work:
    """Stretches of duty for which heads are missing, in the whole horizon."""
    names = list(scenario.pools)
    rows = [
        (lane, names.index(pool), head, window.start, window.end)
        for pool, lane, head, window in stretches_missing(of_site)
    ]
    table = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    lane, pool, head = table[:3].astype(np.int64)
    return Work(lane, pool, head, table[3], table[4], np.ones(len(rows), dtype=np.bool_))


def records_of_missing(scenario: Scenario, site: str, of_site: Missing, replications: range) -> Records:
    """A row for each stretch of duty for which a head is missing."""
    work = work_missed(scenario, of_site)
    count = len(work.lane)
    none = np.full(count, NOBODY)
    return Records(
        work.lane.astype(np.int64) + replications.start,
        none,
        np.zeros(count, dtype=np.int64),
        np.full(count, list(scenario.sites).index(site)),
        none,
        none,
        np.full(count, Stage.ABSENT),
        work.pool.astype(np.int64),
        work.server.astype(np.int64),
        np.full(count, Outcome.SERVED),
        work.started,
        work.started,
        work.ended,
    )
