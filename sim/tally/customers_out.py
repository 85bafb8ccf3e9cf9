"""Customers without supply over time: exact integrals, and the most at once."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from sim.measures.sums import MOST_OUT, OutSum
from sim.scenario.units import DAY
from sim.tally.begun_outages import Interruptions
from sim.tally.by_interval import add as add_by_interval
from sim.tally.by_interval import nothing_yet
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen


class CustomersOut:
    """Customer-minutes without supply by kind of scope, those of outages of the warm-up too; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, frame: Frame, rows: Rows, found: OutSum, kinds: Collection[str]) -> None:
        self._frame, self._rows, self._of, self._sums = frame, rows, found, dict[str, Array]()
        for kind in kinds:
            name, shape = f"{found.name}/{kind}", (len(rows), frame.size(kind))
            if kind in found.by_interval:
                self._sums |= nothing_yet(frame, name, *shape, np.float64)
            else:
                cuts = {"date": frame.days, "clock": frame.intervals}
                self._sums |= {f"{name}/{cut}": np.zeros((*shape, length)) for cut, length in cuts.items()}
        self._kinds = kinds

    def add(self, seen: Seen) -> None:
        """Add up the interruptions of a sheet."""
        found = seen.as_told if self._of.as_told else seen.interruptions
        if found is None:
            return
        for kind in self._kinds:
            own = found.where((getattr(found, kind) >= 0) & (found.back > 0))
            if len(own.lane):
                self._add(kind, seen.row_of(own.lane), own)

    def _add(self, kind: str, row: Ints, found: Interruptions) -> None:
        frame, shape = self._frame, (len(self._rows), self._frame.size(kind))
        key = row * shape[1] + getattr(found, kind)
        since = np.maximum(found.arrived, 0.0)
        cells = frame.clock.minutes(key, int(np.prod(shape)), since, found.back, found.customers)
        first, minutes = frame.clock.by_interval(*cells)
        minutes = minutes.reshape(*shape, -1)
        name = f"{self._of.name}/{kind}"
        if kind in self._of.by_interval:
            add_by_interval(frame, self._sums, name, first, minutes)
            return
        whole = np.zeros((*shape, frame.days * frame.intervals))
        whole[:, :, first : first + minutes.shape[2]] = minutes
        by_day = whole.reshape(*shape, frame.days, frame.intervals)
        self._sums[f"{name}/date"] += by_day.sum(axis=3)
        self._sums[f"{name}/clock"] += by_day.sum(axis=2)

    def sums(self) -> Tally:
        """What has been counted."""
        return dict(self._sums)


class MostOut:
    """The most customers without supply at once, on each date and in the horizon; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame, self._rows = frame, rows
        self._most = np.zeros((len(rows.replications), frame.days))

    def add(self, seen: Seen) -> None:
        """Go through the interruptions of a sheet, lane by lane."""
        found = seen.interruptions
        if found is not None and len(found.lane):
            self._follow(found.where(found.back > 0))

    def _follow(self, found: Interruptions) -> None:
        """Follow how many are without supply: a change counts from its instant on, with all others of that instant."""
        lanes, days = self._most.shape
        midnight = np.tile(np.arange(days) * DAY, lanes)
        lane = np.concatenate((found.lane, found.lane, np.repeat(np.arange(lanes), days)))
        time = np.concatenate((np.maximum(found.arrived, 0.0), found.back, midnight))
        change = np.concatenate((found.customers, -found.customers, np.zeros(lanes * days)))
        order = np.lexsort((time, lane))
        lane, time, out = lane[order], time[order], np.cumsum(change[order])  # each lane ends at zero
        last = np.ones(len(lane), dtype=np.bool_)
        last[:-1] = (time[1:] != time[:-1]) | (lane[1:] != lane[:-1])
        some = last & (time < days * DAY)
        np.maximum.at(self._most, (lane[some], (time[some] // DAY).astype(np.int64)), out[some])

    def sums(self) -> Tally:
        """What has been found."""
        by_day = self._most[:, None]
        return {
            f"{MOST_OUT.name}/all/date": self._rows.added(by_day),
            f"{MOST_OUT.name}/all/all": self._rows.added(by_day.max(axis=2)),
        }
