"""What the parts of a tally share: which lane counts in which row, and what a sheet's columns say to all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.records import Outcome, Stage
from sim.sheet import Floats, Ints, Numbers, Sheet, Waits
from sim.tally.frame import Frame
from sim.tally.groups import Array, Tally

TAKEN = 2
"""What the column `callback` of a sheet has where one was taken."""


class Part(Protocol):
    """One part of a tally: takes sheets, gives sums."""

    def add(self, seen: Seen) -> None:
        """Count the rows of a sheet."""

    def sums(self) -> Tally:
        """What has been counted; the last call."""


@dataclass(frozen=True)
class Rows:
    """Which lane counts in which row.

    Attributes
    ----------
    replications : range
        Numbers of the batch's replications, one a lane.
    group : int
        Replications of a row; rows are cut at multiples of it.
    """

    replications: range
    group: int

    @cached_property
    def of_lane(self) -> Ints:
        """The row of each lane."""
        number = np.asarray(self.replications, dtype=np.int64) // self.group
        return number - self.replications.start // self.group

    @cached_property
    def sizes(self) -> Ints:
        """Replications in each row."""
        return np.bincount(self.of_lane)

    def __len__(self) -> int:
        return len(self.sizes)

    def added(self, by_lane: Array) -> Array:
        """One array a lane, added up to one a row."""
        if self.group == 1:
            return by_lane
        starts = np.cumsum(self.sizes) - self.sizes
        return np.asarray(np.add.reduceat(by_lane, starts, axis=0), dtype=np.float64)


@dataclass(frozen=True)
class Seen:
    """A sheet, and what several parts read from it; each is made when it is first asked for."""

    sheet: Sheet
    frame: Frame
    rows: Rows

    @cached_property
    def cell(self) -> Ints:
        """The interval in which each contact arrived, numbered from the first of the sheet's first day."""
        return (
            self.frame.clock.interval_of(self.sheet.contacts.arrived) - self.days.start * self.frame.intervals
        )

    @cached_property
    def days(self) -> range:
        """The days on which the contacts of the sheet arrived, at least one."""
        arrived, interval = self.sheet.contacts.arrived, self.frame.clock.interval_of
        if not len(arrived):
            return range(1)
        first, last = (
            int(interval(time)[0]) for time in (arrived.min(keepdims=True), arrived.max(keepdims=True))
        )
        return range(first // self.frame.intervals, last // self.frame.intervals + 1)

    @cached_property
    def row(self) -> Ints:
        """The row in which each contact counts."""
        return self.row_of(self.sheet.contacts.lane)

    def row_of(self, lane: Numbers) -> Ints:
        """The row in which each lane counts."""
        return lane.astype(np.int64) if self.rows.group == 1 else self.rows.of_lane[lane]

    @cached_property
    def served(self) -> Ints:
        """Numbers of the contacts that somebody served to the end."""
        return np.flatnonzero(self._is_served)

    @cached_property
    def _is_served(self) -> NDArray[np.bool_]:
        outcome = self.sheet.contacts.outcome
        served = (outcome == Outcome.RESOLVED) | (outcome == Outcome.PAPERS_MISSING)
        return np.asarray(served | (outcome == Outcome.UNSOLVED))

    @cached_property
    def handed_over(self) -> Ints:
        """Numbers of the calls that were handed over."""
        return np.flatnonzero(self.sheet.contacts.stage == Stage.TRANSFER)

    @cached_property
    def talked(self) -> Ints:
        """Numbers of the contacts that somebody served to the end, or handed over."""
        if not len(self.handed_over):
            return self.served
        return np.flatnonzero(self._is_served | (self.sheet.contacts.stage == Stage.TRANSFER))

    @cached_property
    def answered(self) -> Ints:
        """Numbers of the calls that an agent answered on the line."""
        return self.talked[np.flatnonzero(self._is_offered[self.talked])]

    @cached_property
    def offered(self) -> Ints:
        """Numbers of the calls that waited for an agent, if only for no time, without those that took a callback."""
        return np.flatnonzero(self._is_offered)

    @cached_property
    def _is_offered(self) -> NDArray[np.bool_]:
        contacts = self.sheet.contacts
        by_agent = (contacts.stage == Stage.AGENT) | (contacts.stage == Stage.TRANSFER)
        return np.asarray(by_agent & (contacts.callback != TAKEN))

    @cached_property
    def kept(self) -> Ints:
        """Numbers of the calls that were called back and reached."""
        return self.talked[np.flatnonzero(self.sheet.contacts.callback[self.talked] == TAKEN)]

    @cached_property
    def served_wait(self) -> Floats:
        """Minutes that each of them waited."""
        return self.sheet.contacts.wait[self.served]

    @cached_property
    def waits(self) -> Waits:
        """The rows that waited at all."""
        every = self.sheet.waits
        some = np.flatnonzero(every.until > every.since)
        return Waits(every.lane[some], every.hall[some], every.since[some], every.until[some])
