"""Who cannot serve anybody though on duty, in the lanes of a hall or centre: as work of nobody, for the tally, and as rows of the records."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.draws.attendance import Attendance, all_away
from sim.log.records import Outcome, Records, Stage
from sim.log.work import Work
from sim.scenario import Scenario

NOBODY = -1

Staff = Sequence[Sequence[Attendance]]
"""Of each candidate, whose lanes follow those of the one before, who is at work of each pool of a site."""


def can_be_away(staff: Staff) -> bool:
    """Whether somebody can be missing, or a counter closed."""
    return any(each.varies for pools in staff for each in pools)


def work_missed(scenario: Scenario, staff: Staff) -> Work:
    """Stretches of duty for which heads are missing, or their counters closed, in the whole horizon."""
    names, found = list(scenario.pools), list(all_away(staff))
    return Work(
        np.array([each.lane for each in found], np.int64),
        np.array([names.index(each.pool) for each in found], np.int64),
        np.array([each.head for each in found], np.int64),
        np.array([each.window.start for each in found], np.float64),
        np.array([each.window.end for each in found], np.float64),
        np.array([each.missing for each in found], np.bool_),
    )


def records_of_away(scenario: Scenario, site: str, staff: Staff, replications: range) -> Records:
    """A row for each such stretch."""
    work, sites = work_missed(scenario, staff), list(scenario.sites)
    count = len(work.lane)
    none = np.full(count, NOBODY)
    return Records(
        work.lane.astype(np.int64) + replications.start,
        none,
        np.zeros(count, dtype=np.int64),
        np.full(count, sites.index(site)),
        none,
        none,
        np.where(work.customer, Stage.ABSENT, Stage.CLOSED),
        work.pool.astype(np.int64),
        work.server.astype(np.int64),
        np.full(count, Outcome.SERVED),
        work.started,
        work.started,
        work.ended,
    )
