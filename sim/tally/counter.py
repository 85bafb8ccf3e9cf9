"""Counting: sheets in, a tally out."""

from __future__ import annotations

import numpy as np

from sim.log.records import Records
from sim.log.sheet import Sheet, sheet_of
from sim.network.next_contacts import longest_until_next
from sim.tally.backlog import Backlog
from sim.tally.close_times import CloseTimes
from sim.tally.contact_sums import ContactSums
from sim.tally.customers_out import CustomersOut, MostOut
from sim.tally.fates import fates_of
from sim.tally.frame import Frame
from sim.tally.groups import Tally
from sim.tally.links import Links
from sim.tally.major_days import MajorDays
from sim.tally.open_cases import OpenCases
from sim.tally.order_statistics import Histogram, OrderStatistics
from sim.tally.order_steps import DeskSums
from sim.tally.queue_sums import LongestQueue, WaitingMinutes
from sim.tally.row_sums import BookingSums, CaseSums, LevelSums, OrderSums, OutageSums, RowSums, StopSums
from sim.tally.seen import Rows, Seen, TallyPart
from sim.tally.staff_sums import StaffSums
from sim.tally.wanted import Only, wanted
from sim.tally.worst_outages import WorstOutages


class Counter:
    """Adds up the sheets of one batch.

    Parameters
    ----------
    frame : Frame
        The scenario's frame.
    replications : range
        Numbers of the batch's replications, one a lane.
    group : int
        Replications that are added up to one row, cut at multiples of it.
    only : frozenset of (str, str), optional
        Names of measures with kinds of scope, such as ``("wait_p90", "hall")``: only what these need is counted.
        Everything if not given.

    Attributes
    ----------
    reads_work : bool
        Whether it reads more of a sheet than its contacts.
    reads_cases : bool
        Whether it reads the number of each contact's case.

    Raises
    ------
    KeyError
        `only` names an unknown measure, or a kind of scope that it does not have.
    """

    def __init__(self, frame: Frame, replications: range, group: int = 1, only: Only | None = None) -> None:
        self._frame, self._rows = frame, Rows(replications, group)
        needs = wanted(frame, only)
        counted = frozenset().union(*needs.contacts.values())
        self._fates, self._kinds = fates_of(counted), {*needs.contacts, *needs.statistics}
        self.reads_work = bool(needs.staff or needs.waiting or needs.longest)
        self._parts: list[TallyPart] = []
        if needs.contacts:
            self._parts.append(ContactSums(frame, self._rows, self._fates, needs.contacts))
        if needs.statistics:
            self._parts.append(OrderStatistics(frame, self._rows, needs.statistics))
        if needs.histogram:
            self._parts.append(Histogram(self._rows))
        self.reads_cases = bool(needs.cases or needs.links)
        longest = longest_until_next(frame.scenario) if self.reads_cases else 0.0
        self._open_cases = OpenCases(len(replications), longest)
        if needs.links:
            self._parts.append(Links(frame, self._rows))
        if needs.cases:
            self._parts.append(CaseSums(RowSums(frame, self._rows, needs.cases), self._open_cases))
        if needs.stops:
            self._parts.append(StopSums(RowSums(frame, self._rows, needs.stops)))
        if needs.bookings:
            self._parts.append(BookingSums(RowSums(frame, self._rows, needs.bookings)))
        if needs.levels:
            self._parts.append(LevelSums(RowSums(frame, self._rows, needs.levels)))
        if needs.orders:
            self._parts.append(OrderSums(RowSums(frame, self._rows, needs.orders)))
        if needs.backlog:
            self._parts.append(Backlog(frame, self._rows, needs.backlog))
        if needs.close_times:
            self._parts.append(CloseTimes(frame, self._rows, needs.close_times))
        for table in ("outages", "interruptions", "estimates"):
            if getattr(needs, table):
                self._parts.append(OutageSums(RowSums(frame, self._rows, getattr(needs, table)), table))
        for out, kinds in needs.customers_out.items():
            self._parts.append(CustomersOut(frame, self._rows, out, kinds))
        if needs.worst_outages:
            self._parts.append(WorstOutages(frame, self._rows))
        if needs.most_out:
            self._parts.append(MostOut(frame, self._rows))
        if needs.ordinary or needs.major_days:
            self._parts.append(MajorDays(frame, self._rows, needs.ordinary))
        if needs.steps:
            self._parts.append(DeskSums(frame, self._rows))
        if needs.staff:
            self._parts.append(StaffSums(frame, self._rows, needs.staff))
        if needs.waiting:
            self._parts.append(WaitingMinutes(frame, self._rows))
        if needs.longest:
            self._parts.append(LongestQueue(frame, self._rows, needs.longest))

    def add(self, sheet: Sheet) -> None:
        """Count all rows of some days, which come after those counted before."""
        seen = Seen(sheet, self._frame, self._rows, self._fates, self._kinds, self._open_cases)
        for part in self._parts:
            part.add(seen)

    def tally(self) -> Tally:
        """What was counted; nothing can be added behind it."""
        sums: Tally = {"replications": self._rows.sizes.astype(np.int32)}
        for part in self._parts:
            sums |= part.sums()
        return sums


def tally(records: Records, frame: Frame, replications: range, group: int = 1) -> Tally:
    """The tally of some replications of an engine's records.

    Parameters
    ----------
    records : Records
        All rows of those replications.
    frame : Frame
        The scenario's frame.
    replications : range
        Their numbers.
    group : int
        Replications that are added up to one row.
    """
    counter = Counter(frame, replications, group)
    counter.add(sheet_of(records, replications.start))
    return counter.tally()
