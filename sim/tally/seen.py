"""What the parts of a tally share: which lane counts in which row, and what a sheet's columns say to all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from sim.log.bookings import Bookings
from sim.log.cases import Cases
from sim.log.columns import joined
from sim.log.records import Outcome
from sim.log.sheet import Ints, Numbers, Sheet, Waits
from sim.log.work import Work
from sim.tally.alike import Alike, alike
from sim.tally.begun_outages import (
    BegunOutages,
    GivenEstimates,
    Interruptions,
    as_told,
    begun_outages,
    given_estimates,
    interruptions,
)
from sim.tally.created_orders import CreatedOrders, created_orders
from sim.tally.fates import Fates
from sim.tally.frame import Frame
from sim.tally.groups import Array, Tally
from sim.tally.open_cases import Followed, OpenCases

SCOPES_OF: dict[str, tuple[str, ...]] = {"all": (), "channel": ("hall", "language")}
"""Columns that tell the scopes of a kind apart, where it is not the column of its name."""


class TallyPart(Protocol):
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
    """A sheet, and what several parts read from it; each is made when it is first asked for.

    Attributes
    ----------
    sheet : Sheet
        The sheet.
    frame : Frame
        The scenario's frame.
    rows : Rows
        Which lane counts in which row.
    fates : Fates
        What became of contacts.
    kinds : collection of str
        Kinds of scope that the parts tell apart.
    open_cases : OpenCases, optional
        The cases of sheets before that go on; nobody follows cases, if not given.
    """

    sheet: Sheet
    frame: Frame
    rows: Rows
    fates: Fates
    kinds: Collection[str]
    open_cases: OpenCases | None = None

    @cached_property
    def cell(self) -> Ints:
        """The interval in which each contact arrived, numbered from the first of the sheet's first day."""
        cell = self.frame.clock.interval_of(self.sheet.contacts.arrived)
        cell -= self.days.start * self.frame.intervals
        return cell

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

    def row_of(self, lane: Numbers) -> Ints:
        """The row in which each lane counts."""
        return lane.astype(np.int64) if self.rows.group == 1 else self.rows.of_lane[lane]

    @cached_property
    def rows_there(self) -> range:
        """From the first to the last row in which contacts of the sheet count, at least one."""
        lane = self.sheet.contacts.lane
        if not len(lane):
            return range(1)
        first, last = self.row_of(np.array((lane.min(), lane.max()))).tolist()
        return range(first, last + 1)

    @cached_property
    def alike(self) -> Alike:
        """The contacts, those that are alike together."""
        contacts, frame = self.sheet.contacts, self.frame
        names = {name for kind in self.kinds for name in SCOPES_OF.get(kind, (kind,))}
        kinds = {name: (getattr(contacts, name), frame.size(name)) for name in sorted(names)}
        kinds["fate"] = self.fates.of(contacts), len(self.fates)
        return alike(contacts.lane, self.cell, len(self.days) * frame.intervals, kinds)

    @cached_property
    def cases(self) -> tuple[list[Cases], Followed]:
        """The cases that have ended, and which contacts followed another one of their case."""
        assert self.open_cases is not None
        return self.open_cases.add(self.sheet.contacts)

    @cached_property
    def waiters(self) -> Ints:
        """Numbers of the contacts that somebody served to the end after they had waited."""
        contacts = self.sheet.contacts
        waited = np.flatnonzero(contacts.wait != 0)
        outcome = contacts.outcome[waited]
        served = (outcome == Outcome.RESOLVED) | (outcome == Outcome.PAPERS_MISSING)
        served |= outcome == Outcome.UNSOLVED
        return waited[np.flatnonzero(served)]

    @cached_property
    def bookings(self) -> Bookings:
        """The appointments: of the contacts that had one, and those that nobody kept."""
        kept = self.sheet.contacts.where(~np.isnan(self.sheet.contacts.appointed))
        after = kept.arrived - kept.appointed + kept.wait
        served = np.isin(kept.outcome, (Outcome.RESOLVED, Outcome.PAPERS_MISSING))
        columns = {name: getattr(kept, name) for name in ("lane", "hall", "service", "segment", "language")}
        found = Bookings(
            **columns,
            arrived=kept.appointed,
            came=np.ones(len(kept.lane), dtype=np.bool_),
            after_slot=np.where(served, after, np.inf),
        )
        missed = self.sheet.no_shows
        if missed is None:
            return found
        nobody = np.zeros(len(missed.lane), dtype=np.bool_)
        return joined([found, Bookings(**vars(missed), came=nobody, after_slot=np.full(len(nobody), np.inf))])

    @cached_property
    def orders(self) -> CreatedOrders | None:
        """The orders that were created in the horizon; none where there are no offices."""
        orders = self.sheet.orders
        return None if orders is None else created_orders(orders, self.frame)

    @cached_property
    def outages(self) -> BegunOutages | None:
        """The outages that began in the horizon; none on sheets that tell of none."""
        return self.sheet.outages and begun_outages(self.sheet.outages, self.frame)

    @cached_property
    def interruptions(self) -> Interruptions | None:
        """The interruptions of all outages, likewise, those that began in the warm-up too."""
        return self.sheet.outages and interruptions(self.sheet.outages, self.frame)

    @cached_property
    def as_told(self) -> Interruptions | None:
        """The same as they would be if the first times of restoration that were given had been right."""
        return self.sheet.outages and as_told(self.sheet.outages, self.frame)

    @cached_property
    def estimates(self) -> GivenEstimates | None:
        """The estimates that were given, likewise."""
        return self.sheet.outages and given_estimates(self.sheet.outages, self.frame)

    @cached_property
    def work(self) -> Work:
        """What heads did, at counters and lines, on orders and at outages."""
        logs = [log for log in (self.sheet.orders, self.sheet.outages) if log is not None]
        return joined([self.sheet.work, *(log.work for log in logs)]) if logs else self.sheet.work

    @cached_property
    def waits(self) -> Waits:
        """The rows that waited at all."""
        every = self.sheet.waits
        some = np.flatnonzero(every.until > every.since)
        return Waits(every.lane[some], every.hall[some], every.since[some], every.until[some])
