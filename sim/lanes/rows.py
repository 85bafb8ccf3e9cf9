"""From a day in the lanes to the rows of the records: door, greeter, form, kiosk and counter of each visit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.columns import joined
from sim.lanes.hall_day import HallDay
from sim.lanes.track import NONE
from sim.records import Outcome, Records, Stage

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


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
        self.day, self.visits, self.track, self.floor = day, day.visits, day.track, day.floor
        self.replication = self.visits.lane + replications.start
        self.case = self.visits.case(began)
        self.pool, self.place = self.floor.heads

    def all(self) -> list[Records]:
        """Rows of all stages."""
        visits, track = self.visits, self.track
        at_door = np.isin(track.outcome, (Outcome.TURNED_AWAY, Outcome.BALKED))
        door = np.flatnonzero(at_door)
        never, nobody = np.full(len(visits), np.nan), np.full(len(visits), NONE)
        waits = np.flatnonzero((track.line >= 0) & ~at_door & ~track.ended_at_greeter)
        stage = np.select(
            [track.line[waits] == self.floor.kiosk_line, track.line[waits] == self.floor.greeter_line],
            [Stage.KIOSK, Stage.GREETER],
            Stage.COUNTER,
        )
        return [
            self._rows(door, Stage.DOOR, nobody, track.outcome, visits.arrived, never, track.ended),
            *self._greeted(),
            self._rows(waits, stage, track.server, track.outcome, track.since, track.started, track.ended),
        ]

    def _greeted(self) -> list[Records]:
        """Rows of the greeter: greetings, those who passed by, and forms."""
        greeting, track = self.track.greeting, self.track
        if greeting is None:
            return []
        over, bypassed = np.flatnonzero(~np.isnan(greeting.ended)), np.isnan(greeting.started)
        outcome = np.select(
            [bypassed, track.ended_at_greeter], [Outcome.BYPASSED, track.outcome], Outcome.SERVED
        )
        formed, served = np.flatnonzero(~np.isnan(greeting.form_ended)), np.full(len(outcome), Outcome.SERVED)
        arrived = self.visits.arrived
        return [
            self._rows(
                over, Stage.GREETER, greeting.server, outcome, arrived, greeting.started, greeting.ended
            ),
            self._rows(
                formed,
                Stage.FORM,
                greeting.server,
                served,
                greeting.formed,
                greeting.formed,
                greeting.form_ended,
            ),
        ]

    def _rows(
        self,
        who: Ints,
        stage: Stage | Ints,
        server: Ints,
        outcome: Ints,
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
            outcome[who],
            arrived[who],
            started[who],
            ended[who],
        )
