"""A day of a plain hall: one line, equal servers with the same hours, first come, first served.

No events are stepped through here: the whole day is one recursion over customers (:mod:`sim.lanes.fcfs`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.lanes.fcfs import serve
from sim.lanes.floor import Floor, LanePool
from sim.lanes.track import Track
from sim.lanes.visits import Visits
from sim.records import Outcome
from sim.scenario.units import Window
from sim.ticks import TICKS_PER_MINUTE, on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    free : ndarray
        When each server is free, shape (servers, lanes), rising down each lane; moved on by the day.
    visits : Visits
        Who comes.
    """

    def __init__(self, floor: Floor, pool: LanePool, free: Floats, visits: Visits) -> None:
        self.floor, self.pool, self.free, self.visits = floor, pool, free, visits
        self.track = Track(len(visits))
        names = list(floor.scenario.pools)
        self._calls = max(floor.servers[names[pool.number]].calls)
        self._shut = np.array([change.time for change in floor.changes if 0 in change.close] or [np.inf])

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
        shut = self._shut[np.minimum(np.searchsorted(self._shut, ready, side="right"), len(self._shut) - 1)]
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
        track.started[who], track.server[who] = started[served], self.pool.first
        track.ended[who] = started[served] + minutes[served]
        track.outcome[who] = np.where(lacks[served], Outcome.PAPERS_MISSING, Outcome.RESOLVED)
        gave_up = ~served & (patient_until < shut)
        track.leave(inside[gave_up], Outcome.RENEGED, patient_until[gave_up])
        sent = ~served & ~gave_up
        track.leave(inside[sent], Outcome.SENT_HOME, shut[sent])

    def _serve(self, lane: Ints, ready: Floats, minutes: Floats, latest: Floats) -> Floats:
        """Start of each service; lanes are filled up in front to the same number of customers."""
        lanes = self.free.shape[1]
        count = np.bincount(lane, minlength=lanes)
        most = int(count.max())
        place = np.arange(len(lane)) - np.repeat(np.cumsum(count) - most, count)
        where = place * lanes + lane

        def filled(values: Floats, padding: float) -> Floats:
            table = np.full(most * lanes, padding)
            table[where] = values
            return table.reshape(most, lanes)

        gaps, before = self._gaps(float(ready.min())), self.free.copy()
        comes, takes = filled(ready, -np.inf), filled(minutes, 0.0)
        started: Floats = serve(comes, takes, self.free, None, gaps).reshape(-1)[where]
        if (started <= latest).all():
            return started
        self.free[...] = before
        again: Floats = serve(comes, takes, self.free, filled(latest, np.inf), gaps).reshape(-1)[where]
        return again

    def _gaps(self, first: float) -> list[Window]:
        """Stretches without anybody on duty from the day's first customer on, to the end of the next day at most."""
        edges = [-np.inf, *(edge for window in self._calls for edge in window), np.inf]
        gaps = [Window(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
        return [gap for gap in gaps if gap.end > first and gap.start < first + 2 * 1440.0]
