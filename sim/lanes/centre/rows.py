"""From the calls of a day in the lanes to the rows of the records: line, menu, agent and work after the call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.days import LaneCentre
from sim.lanes.centre.finished_calls import FinishedCalls, joined, nothing
from sim.lanes.centre.table import TAKEN
from sim.log.columns import joined as records_joined
from sim.log.records import Outcome, Records, Stage
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]

NOBODY = -1

CaseNumber = Callable[[Ints, Ints], NDArray[np.int64]]


def records_of_calls(
    scenario: Scenario,
    centre: LaneCentre,
    tables: Sequence[FinishedCalls],
    number: CaseNumber,
    replications: range,
) -> Records:
    """All rows of the calls that came in on a day.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    centre : LaneCentre
        The centre.
    tables : sequence of FinishedCalls
        The calls.
    number : callable
        Gives the numbers of cases of some lanes, by those that :func:`sim.log.sheet.case_number` gives.
    replications : range
        The replications in the lanes.
    """
    return _Rows(scenario, centre, joined([nothing(), *tables]), number, replications).all()


class _Rows:
    """Makes the rows of a day."""

    def __init__(
        self,
        scenario: Scenario,
        centre: LaneCentre,
        calls: FinishedCalls,
        number: CaseNumber,
        replications: range,
    ) -> None:
        self.calls, self.rules, self.chat = calls, centre.rules, centre.routes.routing.chat
        self.number = list(scenario.sites).index(centre.name)
        names = list(scenario.pools)
        self.pools = np.array([*(names.index(pool) for pool in self.rules.pools), NOBODY])
        self.languages = np.array([*(scenario.languages.index(line) for line in self.rules.lines), NOBODY])
        self.replication = calls.lane.astype(np.int64) + replications.start
        case, self.attempt = centre.asking.cases_of(
            self.number, calls.day, calls.index, calls.door, calls.attempt
        )
        self.case = number(case, calls.lane)

    def all(self) -> Records:
        """Rows of all stages."""
        calls = self.calls
        never, menu = np.full(len(calls), np.nan), calls.out_of_menu
        line, at_agent = np.flatnonzero(calls.stage == Stage.LINE), np.flatnonzero(~np.isnan(calls.joined))
        after = np.flatnonzero(calls.freed > calls.ended)
        none, served = np.full(len(calls), NOBODY), np.full(len(calls), Outcome.SERVED)
        phone = ~np.array([*self.chat, True])[calls.line] & (calls.first_wait < 0)
        in_menu = np.flatnonzero(
            (calls.stage != Stage.LINE) & (calls.stage != Stage.RING) & phone & (self.rules.menu is not None)
        )
        offer = np.flatnonzero((calls.offered > 0) & (calls.first_wait < 0) & (calls.stage != Stage.RING))
        ring = np.flatnonzero(calls.stage == Stage.RING)
        in_app = np.flatnonzero(calls.stage == Stage.APP)
        outcome = np.where(calls.stage == Stage.MENU, calls.outcome, Outcome.SERVED)
        return records_joined(
            [
                self._rows(line, Stage.LINE, none, none, calls.outcome, calls.arrived, never, calls.ended),
                self._rows(in_menu, Stage.MENU, none, none, outcome, calls.arrived, calls.arrived, menu),
                self._rows(offer, Stage.OFFER, none, none, served, calls.joined, calls.joined, calls.joined),
                self._rows(
                    ring,
                    Stage.RING,
                    calls.pool,
                    calls.agent,
                    served,
                    calls.started,
                    calls.started,
                    calls.ended,
                ),
                self._rows(
                    in_app, Stage.APP, none, none, calls.outcome, calls.arrived, calls.arrived, calls.ended
                ),
                self._rows(
                    at_agent,
                    self._stage_at_agent(),
                    calls.pool,
                    calls.agent,
                    calls.outcome,
                    calls.joined,
                    calls.started,
                    calls.ended,
                ),
                self._rows(
                    after,
                    Stage.AFTER_CALL,
                    calls.pool,
                    calls.agent,
                    served,
                    calls.ended,
                    calls.ended,
                    calls.freed,
                ),
            ]
        )

    def _stage_at_agent(self) -> Ints:
        """The stage at which each call waited for an agent."""
        calls = self.calls
        first = np.where(calls.offered == TAKEN, Stage.CALLBACK, Stage.AGENT)
        return np.where(calls.first_wait < 0, first, Stage.TRANSFER)

    def _rows(
        self,
        rows: Ints,
        stage: Stage | Ints,
        pool: Ints,
        agent: Ints,
        outcome: Ints,
        arrived: Floats,
        started: Floats,
        ended: Floats,
    ) -> Records:
        calls = self.calls
        return Records(
            self.replication[rows],
            self.case[rows],
            self.attempt[rows],
            np.full(len(rows), self.number),
            calls.service[rows].astype(np.int64),
            calls.segment[rows].astype(np.int64),
            np.full(len(rows), stage) if isinstance(stage, Stage) else stage[rows].astype(np.int64),
            self.pools[pool[rows]],
            agent[rows].astype(np.int64),
            outcome[rows].astype(np.int64),
            arrived[rows],
            started[rows],
            ended[rows],
            self.languages[calls.line[rows]],
        )
