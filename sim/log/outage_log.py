"""All that is written down of outages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from sim.log.columns import empty
from sim.log.outage_callers import CallersByOutage
from sim.log.outages import CrewVisits, Estimates, Lives, Outages, Sent, Steps
from sim.log.work import Work


class OutageLog(NamedTuple):
    """The outages of some lanes.

    Attributes
    ----------
    outages : Outages
        One row an outage, as drawn.
    lives : Lives
        One row an outage: what happened to it.
    steps : Steps
        How customers came back.
    estimates : Estimates
        Times of restoration that were given.
    visits : CrewVisits
        Crews at outages.
    sent : Sent
        Messages.
    work : Work
        One row for each stretch of duty within the horizon in which a crew was on its way or at an outage.
    callers : CallersByOutage
        One row an outage: who would have called about it, and what kept them from it; none where there are no calls about outages.
    """

    outages: Outages
    lives: Lives
    steps: Steps
    estimates: Estimates
    visits: CrewVisits
    sent: Sent
    work: Work
    callers: CallersByOutage = empty(CallersByOutage)

    def of_lanes(self, first: int) -> OutageLog:
        """The same with lanes that count from what is now lane `first`."""
        return OutageLog(*(_from(first, table) for table in self))

    def within(self, lanes: range) -> OutageLog:
        """Those of some of the lanes, of tables whose lanes rise."""
        return OutageLog(*(_of(lanes, table) for table in self))


def _from(first: int, table: Any) -> Any:
    return replace(table, lane=table.lane - first)


def _of(lanes: range, table: Any) -> Any:
    return table.where(slice(*np.searchsorted(table.lane, (lanes.start, lanes.stop)).tolist()))
