"""Sums over rows of the log that are no contacts: cases, stops, appointments, orders, and outages; by date and by time of day of their first arrival."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from sim.log.bookings import Bookings
from sim.log.cases import Cases
from sim.log.levels import Levels
from sim.log.stops import Stops
from sim.measures.sums import RowSum
from sim.tally.begun_outages import BegunOutages, GivenEstimates, Interruptions
from sim.tally.by_scope import ByScope
from sim.tally.created_orders import CreatedOrders
from sim.tally.frame import Frame
from sim.tally.groups import Array, Tally
from sim.tally.open_cases import OpenCases
from sim.tally.seen import Rows, Seen

Table = Cases | Stops | Bookings | CreatedOrders | Levels | BegunOutages | Interruptions | GivenEstimates
"""Tables of the log whose rows are added up."""


class RowSums:
    """Sums over the rows of one table, by kind of scope."""

    def __init__(self, frame: Frame, rows: Rows, sums: Mapping[str, set[RowSum]]) -> None:
        self._frame, self._rows, self._of = frame, rows, sums
        self._every = sorted(set().union(*sums.values()), key=lambda each: each.name)
        cuts = {"date": frame.days, "clock": frame.intervals}
        self._sums: Tally = {
            f"{each.name}/{kind}/{cut}": np.zeros((len(rows), frame.size(kind), length), kind_of(each))
            for kind in sums
            for each in sums[kind]
            for cut, length in cuts.items()
        }

    def count(self, table: Table) -> None:
        """Add up the rows of a table."""
        if not len(table.lane):
            return
        by_scope = ByScope(table, self._frame, self._rows, list(self._of))
        rows, days = by_scope.rows_there, by_scope.days
        for each in self._every:
            for kind, cut, added in by_scope.added(_of(each, table)):
                if each in self._of[kind]:
                    own = days if cut == "date" else slice(None)
                    self._sums[f"{each.name}/{kind}/{cut}"][rows, :, own] += added.astype(
                        kind_of(each), copy=False
                    )

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums


def kind_of(each: RowSum) -> type[np.generic]:
    """The numbers in which a sum is kept: minutes, or counts."""
    return np.float64 if each.minutes else np.int32


def _of(each: RowSum, table: Table) -> Array | None:
    """What each row adds to a sum; one each, where there is nothing to say."""
    if each.counts is None:
        return each.minutes(table) if each.minutes else None
    counts = each.counts(table)
    return np.where(counts, each.minutes(table), 0.0) if each.minutes else counts.astype(np.float64)


class CaseSums:
    """Sums over cases; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, sums: RowSums, open_cases: OpenCases) -> None:
        self._sums, self._open = sums, open_cases

    def add(self, seen: Seen) -> None:
        """Count the cases that have ended."""
        ended, _ = seen.cases
        for table in ended:
            self._sums.count(table)

    def sums(self) -> Tally:
        """What has been counted, with the cases that are still open."""
        rest = self._open.rest()
        if rest is not None:
            self._sums.count(rest)
        return self._sums.sums()


class StopSums:
    """Sums over stops; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, sums: RowSums) -> None:
        self._sums = sums

    def add(self, seen: Seen) -> None:
        """Count the stops of a sheet."""
        if seen.sheet.stops is not None:
            self._sums.count(seen.sheet.stops)

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums.sums()


class BookingSums:
    """Sums over appointments; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, sums: RowSums) -> None:
        self._sums = sums

    def add(self, seen: Seen) -> None:
        """Count the appointments of a sheet."""
        self._sums.count(seen.bookings)

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums.sums()


class LevelSums:
    """Sums over levels of warning; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, sums: RowSums) -> None:
        self._sums = sums

    def add(self, seen: Seen) -> None:
        """Count the levels of a sheet."""
        if seen.sheet.levels is not None:
            self._sums.count(seen.sheet.levels)

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums.sums()


class OrderSums:
    """Sums over the orders created in the horizon; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, sums: RowSums) -> None:
        self._sums = sums

    def add(self, seen: Seen) -> None:
        """Count the orders of a sheet."""
        if seen.orders is not None:
            self._sums.count(seen.orders)

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums.sums()


class OutageSums:
    """Sums over outages, interruptions or estimates; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, sums: RowSums, table: Literal["outages", "interruptions", "estimates"]) -> None:
        self._sums, self._table = sums, table

    def add(self, seen: Seen) -> None:
        """Count the rows of a sheet that began in the horizon."""
        table: BegunOutages | Interruptions | GivenEstimates | None = getattr(seen, self._table)
        if table is not None:
            self._sums.count(table.where(table.arrived >= 0))

    def sums(self) -> Tally:
        """What has been counted."""
        return self._sums.sums()
