"""From a day in the lanes to the rows of the records: door, greeter, form, kiosk and counter of each visit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.hall.day import HallDay
from sim.lanes.hall.table import NONE
from sim.log.columns import joined
from sim.log.records import Outcome, Records, Stage

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]


def records_of(day: HallDay, began: dict[int, Ints], replications: range) -> Records:
    """All rows of a hall's day.

    Parameters
    ----------
    day : HallDay
        The day.
    began : dict
        For each day the number of each lane's first case.
    replications : range
        The replications in the lanes.
    """
    return joined(_Rows(day, began, replications).all())


class _Rows:
    """Makes the rows of one day."""

    def __init__(self, day: HallDay, began: dict[int, Ints], replications: range) -> None:
        self.day, self.visits, self.gone, self.floor = day, day.visits, day.gone, day.floor
        self.replication = self.visits.lane + replications.start
        self.case = self.visits.case(began)
        self.pool, self.place = self.floor.heads

    def all(self) -> list[Records]:
        """Rows of all stages."""
        visits, gone = self.visits, self.gone
        at_door = np.isin(gone.outcome, (Outcome.TURNED_AWAY, Outcome.BALKED))
        door = np.flatnonzero(at_door)
        never, nobody = np.full(len(visits), np.nan), np.full(len(visits), NONE)
        waits = np.flatnonzero((gone.line >= 0) & ~at_door & ~self.day.ended_at_greeter)
        stage = np.select(
            [gone.line[waits] == self.floor.kiosk_line, gone.line[waits] == self.floor.greeter_line],
            [Stage.KIOSK, Stage.GREETER],
            Stage.COUNTER,
        )
        return [
            self._rows(door, Stage.DOOR, nobody, gone.outcome, visits.arrived, never, gone.ended),
            *self._greeted(),
            self._rows(waits, stage, gone.server, gone.outcome, self.day.since, gone.started, gone.ended),
        ]

    def _greeted(self) -> list[Records]:
        """Rows of the greeter: greetings, those who passed by, and forms."""
        gone, arrived = self.gone, self.visits.arrived
        if not self.day.greeted:
            return []
        over, bypassed = np.flatnonzero(~np.isnan(gone.moved_on)), np.isnan(gone.greeted)
        outcome = np.select(
            [bypassed, self.day.ended_at_greeter], [Outcome.BYPASSED, gone.outcome], Outcome.SERVED
        )
        formed, served = np.flatnonzero(~np.isnan(gone.form_ended)), np.full(len(outcome), Outcome.SERVED)
        return [
            self._rows(over, Stage.GREETER, gone.greeter, outcome, arrived, gone.greeted, gone.moved_on),
            self._rows(formed, Stage.FORM, gone.greeter, served, gone.formed, gone.formed, gone.form_ended),
        ]

    def _rows(
        self,
        who: Ints,
        stage: Stage | Ints,
        server: Numbers,
        outcome: Numbers,
        arrived: Floats,
        started: Floats,
        ended: Floats,
    ) -> Records:
        """Rows of some visits; columns have one entry a visit of the day, but for the stage."""
        return Records(
            self.replication[who],
            self.case[who],
            self.visits.attempt[who],
            np.full(len(who), self.day.number),
            self.visits.service[who],
            self.visits.segment[who],
            np.full(len(who), stage) if isinstance(stage, Stage) else stage,
            self.pool[server[who]],
            self.place[server[who]],
            outcome[who].astype(np.int64),
            arrived[who],
            started[who],
            ended[who],
        )
