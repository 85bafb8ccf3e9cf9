"""A day of a plain hall: one line, equal servers with the same hours, first come, first served.

No events are stepped through here: the whole day is one recursion over customers (:mod:`sim.lanes.fcfs`).
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.lanes.comers import Turns
from sim.lanes.fcfs import serve, servers_of_starts
from sim.lanes.floor import Floor, LanePool
from sim.lanes.track import Track
from sim.lanes.visits import Visits
from sim.records import Outcome
from sim.scenario.units import Window
from sim.ticks import TICKS_PER_MINUTE, on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Value = TypeVar("Value", bound=np.generic)


def same_plain_pool(floors: list[Floor]) -> LanePool | None:
    """The one pool of a plain hall; None where the hall is not plain, or its hours are not the same on all floors.

    The floors are those of candidates: the same hall with other heads.
    """
    floor, names = floors[0], list(floors[0].scenario.pools)
    staffed = [pool for pool in floor.pools if any(each.hired(pool) for each in floors)]
    one_line = floor.kiosk_line == 1 and len(floor.levels) == 1
    if len(staffed) != 1 or staffed[0].stage != "counter" or not one_line or floor.rules.balking:
        return None
    servers = [each.servers[names[staffed[0].number]] for each in floors]
    hired = [each.hired(staffed[0]) for each in floors]
    hours = {
        hours
        for each, count in zip(servers, hired, strict=True)
        for hours in zip(each.duty[:count], each.calls[:count], strict=True)
    }
    return staffed[0] if len(hours) == 1 and all(hired) and all(next(iter(hours))) else None


class PlainDay:
    """Runs a day of a plain hall in all lanes.

    Parameters
    ----------
    floor : Floor
        The hall.
    pool : LanePool
        Its one pool.
    until : ndarray
        When each server ended its last service, shape (servers, lanes), infinite for those who never work; moved on by the day.
    visits : Visits
        Who comes.
    """

    def __init__(self, floor: Floor, pool: LanePool, until: Floats, visits: Visits) -> None:
        self.floor, self.pool, self.until, self.visits = floor, pool, until, visits
        self.track = Track(len(visits))
        self._hours = floor.hours[list(floor.scenario.pools)[pool.number]]

    def run(self) -> None:
        """Serve everybody, or let them leave."""
        visits, track = self.visits, self.track
        away = np.flatnonzero(np.isinf(visits.entry))
        track.leave(away, Outcome.TURNED_AWAY, visits.arrived[away])
        inside = np.flatnonzero(np.isfinite(visits.entry))
        if not len(inside):
            return
        ready, lane = visits.entry[inside], visits.lane[inside]
        patient_until = np.full(len(inside), np.inf)
        if self.floor.rules.patience is not None:
            patient_until = ready + visits.carried("patience")[inside]
        shuts = self._hours.shut
        shut = shuts[np.minimum(np.searchsorted(shuts, ready, side="right"), len(shuts) - 1)]
        shut = np.where(shut > ready, shut, np.inf)
        latest = np.minimum(patient_until, shut - 1 / TICKS_PER_MINUTE)
        lacks = visits.lacks_papers[inside]
        handle = visits.carried("handle")[inside]
        minutes = np.where(lacks, handle * self.floor.found_after[visits.service[inside]], handle)
        minutes = on_grid(minutes / self.pool.speed)
        started = self._serve(lane, ready, minutes, latest)
        served = started <= latest
        track.since[inside], track.line[inside] = visits.arrived[inside], 0
        who = inside[served]
        track.started[who], track.ended[who] = started[served], started[served] + minutes[served]
        track.server[who] = self.pool.first + self._servers(
            lane[served], track.started[who], track.ended[who]
        )
        track.outcome[who] = np.where(lacks[served], Outcome.PAPERS_MISSING, Outcome.RESOLVED)
        gave_up = ~served & (patient_until < shut)
        track.leave(inside[gave_up], Outcome.RENEGED, patient_until[gave_up])
        sent = ~served & ~gave_up
        track.leave(inside[sent], Outcome.SENT_HOME, shut[sent])

    def _serve(self, lane: Ints, ready: Floats, minutes: Floats, latest: Floats) -> Floats:
        """Start of each service."""
        table = _Table(self.until.shape[1], lane)
        gaps, free = self._gaps(float(ready.min())), np.sort(self.until, axis=0)
        comes, takes = table.of(ready, -np.inf), table.of(minutes, 0.0)
        started = table.read(serve(comes, takes, free.copy(), None, gaps))
        if (started <= latest).all():
            return started
        return table.read(serve(comes, takes, free, table.of(latest, np.inf), gaps))

    def _servers(self, lane: Ints, started: Floats, ended: Floats) -> Ints:
        """Who serves each of those who are served."""
        begins = self._hours.begins
        opened = begins[np.searchsorted(begins, started, side="right") - 1]
        table = _Table(self.until.shape[1], lane)
        return table.read(servers_of_starts(table.of(opened, -np.inf), table.of(ended, -np.inf), self.until))

    def _gaps(self, first: float) -> list[Window]:
        """Stretches without anybody on duty from the day's first customer on, to the end of the next day at most."""
        starts, ends = self._hours.gaps
        of_day = slice(
            np.searchsorted(ends, first, side="right"),
            np.searchsorted(starts, first + 2 * 1440.0, side="left"),
        )
        return [Window(*gap) for gap in zip(starts[of_day].tolist(), ends[of_day].tolist(), strict=True)]


class _Table:
    """Values of customers by turn and lane, shape (turns, lanes)."""

    def __init__(self, lanes: int, lane: Ints) -> None:
        self._turns, self._lanes = Turns(lanes, lane), lanes

    def of(self, values: Floats, nobody: float) -> Floats:
        """A value of each customer, and one for all other places."""
        return self._turns.table(values, nobody)[: self._turns.nobody].reshape(-1, self._lanes)

    def read(self, table: NDArray[Value]) -> NDArray[Value]:
        """The value of each customer."""
        return table.reshape(-1)[self._turns.at]
