"""Minutes that staff were busy, and how many of them off duty or in overtime; customers handled."""

from __future__ import annotations

import numpy as np

from sim.log.levels import Levels
from sim.log.work import Work
from sim.tally import by_interval
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen


class StaffSums:
    """Sums over the work of each pool, by interval; see :class:`sim.tally.seen.TallyPart`.

    Parameters
    ----------
    names : set of str
        Some of ``busy``, ``off_duty`` (minutes busy while not on duty), ``overtime`` (those that the schedule does not pay either,
        as it does breaks), ``handled``, ``absent`` (minutes of duty for which heads are missing or counters closed), ``closed`` (those of
        closed counters), ``called`` (minutes on duty of those whom a level of warning calls in), ``unused`` (calls that are paid on a day though
        nobody made them).
    """

    def __init__(self, frame: Frame, rows: Rows, names: set[str]) -> None:
        self._frame, self._rows, self._names = frame, rows, sorted(names - {"unused"})
        self._sums: Tally = {}
        for name in self._names:
            numbers = np.int32 if name == "handled" else np.float64
            self._sums |= by_interval.nothing_yet(
                frame, f"{name}/pool", len(rows), len(frame.servers), numbers
            )
        lanes = len(rows.replications)
        self._calls = np.zeros((lanes, len(frame.servers), frame.days)) if "unused" in names else None

    def add(self, seen: Seen) -> None:
        """Count the work of a sheet."""
        work = seen.work
        if seen.sheet.absent is not None:
            self._absent(seen, seen.sheet.absent)
        if "called" in self._names and seen.sheet.levels is not None:
            self._called(seen, seen.sheet.levels)
        if not len(work.started):
            return
        if self._calls is not None:
            self._answered(work)
        row = seen.row_of(work.lane)
        if "handled" in self._names:
            self._handled(work, row)
        if not {"busy", "off_duty", "overtime"}.isdisjoint(self._names):
            self._minutes(seen, row * len(self._frame.pool_of_shift))

    def _handled(self, work: Work, row: Ints) -> None:
        """Count the customers of each pool, in no more intervals than the sheet has."""
        own = np.flatnonzero(work.customer)
        if not len(own):
            return
        interval, pools = self._frame.grid.interval_of(work.started[own]), len(self._frame.servers)
        first, count = int(interval.min()), int(interval.max() - interval.min()) + 1
        key = (row[own] * pools + work.pool[own]) * count + interval - first
        found = np.bincount(key, minlength=len(self._rows) * pools * count).astype(np.int32)
        found = found.reshape(len(self._rows), pools, count)
        by_interval.add(self._frame, self._sums, "handled/pool", first, found)

    def _absent(self, seen: Seen, absent: Work) -> None:
        """Count stretches of duty in which nobody could be served; a customer stands for a head that was missing."""
        self._add_minutes("absent", seen, absent)
        self._add_minutes("closed", seen, absent.where(~absent.customer))

    def _called(self, seen: Seen, levels: Levels) -> None:
        """Count minutes for which those are on duty whom levels of warning call in."""
        frame = self._frame
        for pool, (site, level) in frame.called_in.items():
            own = levels.where((levels.hall == site) & (levels.level == level) & ~np.isnan(levels.acts))
            if not len(own.lane):
                continue
            first, minutes = frame.grid.minutes(seen.row_of(own.lane), len(self._rows), own.acts, own.ended)
            minutes = minutes.reshape(len(self._rows), 1, -1)
            heads = frame.heads_by_cell[pool, first : first + minutes.shape[2]]
            start, found = frame.grid.by_interval(first, minutes * heads)
            of_pools = np.zeros((len(found), len(frame.servers), found.shape[2]))
            of_pools[:, pool] = found[:, 0]
            by_interval.add(frame, self._sums, "called/pool", start, of_pools)

    def _add_minutes(self, name: str, seen: Seen, absent: Work) -> None:
        frame, pools = self._frame, len(self._frame.servers)
        if name not in self._names or not len(absent.started):
            return
        key = seen.row_of(absent.lane) * pools + absent.pool
        first, minutes = frame.grid.minutes(key, len(self._rows) * pools, absent.started, absent.ended)
        start, found = frame.grid.by_interval(first, minutes.reshape(len(self._rows), pools, -1))
        by_interval.add(frame, self._sums, f"{name}/pool", start, found)

    def _answered(self, work: Work) -> None:
        """Count the calls that each pool answers on each day, by replication: what is paid is not their sum."""
        assert self._calls is not None
        own = np.flatnonzero(work.customer)
        day = self._frame.grid.interval_of(work.started[own]) // self._frame.intervals
        key = (work.lane[own].astype(np.int64) * self._calls.shape[1] + work.pool[own]) * self._frame.days
        self._calls += np.bincount(key + day, minlength=self._calls.size).reshape(self._calls.shape)

    def _minutes(self, seen: Seen, key: Ints) -> None:
        """Minutes of all who share a shift: duty is a matter of the shift, and pools are made of shifts."""
        frame, work = self._frame, seen.work
        shifts = len(frame.pool_of_shift)
        key += frame.shift_of_server[frame.first_server[work.pool] + work.server]
        first, minutes = frame.grid.minutes(key, len(self._rows) * shifts, work.started, work.ended)
        minutes = minutes.reshape(len(self._rows), shifts, -1)
        cells = slice(first, first + minutes.shape[2])
        self._keep("busy", first, minutes)
        self._keep("off_duty", first, minutes, frame.off_duty[:, cells])
        self._keep("overtime", first, minutes, frame.unpaid[:, cells])

    def _keep(self, name: str, first: int, minutes: Array, where: Array | None = None) -> None:
        """Add minutes of cells from the first one on, or only those where something is 1.0, if the sum is wanted."""
        if name not in self._names:
            return
        start, found = self._frame.grid.by_interval(first, minutes if where is None else minutes * where)
        of_pools = np.zeros((len(found), len(self._frame.servers), found.shape[2]))
        for shift, pool in enumerate(self._frame.pool_of_shift.tolist()):
            of_pools[:, pool] += found[:, shift]
        by_interval.add(self._frame, self._sums, f"{name}/pool", start, of_pools)

    def sums(self) -> Tally:
        """What has been counted."""
        if self._calls is None:
            return self._sums
        least = self._frame.least_calls[:, None]
        return self._sums | {"unused/pool/date": self._rows.added(np.maximum(least - self._calls, 0.0))}
