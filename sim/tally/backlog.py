"""Orders that are open: for how long, how many at the end of each day, and how old they are then."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.log.orders import Orders
from sim.measures.sums import BACKLOG, BACKLOG_AGE, BACKLOG_END, BACKLOG_GROWTH, BacklogSum
from sim.scenario.units import DAY
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen


class Backlog:
    """Sums over open orders, those of the warm-up too, by kind of scope; see :class:`sim.tally.seen.TallyPart`.

    An order is open from its creation to before it is closed; one that is closed at midnight is not open at the end of the day.
    """

    def __init__(self, frame: Frame, rows: Rows, sums: Mapping[str, set[BacklogSum]]) -> None:
        self._frame, self._rows, self._of = frame, rows, sums
        shapes = {kind: (len(rows), frame.size(kind), frame.days) for kind in sums}
        self._open = {kind: np.zeros((*shape[:2], frame.days + 1)) for kind, shape in shapes.items()}
        self._created = {kind: np.zeros(shape) for kind, shape in shapes.items()}
        self._minutes = {
            kind: np.zeros((*shape[:2], frame.days * frame.intervals))
            for kind, shape in shapes.items()
            if BACKLOG in sums[kind]
        }

    def add(self, seen: Seen) -> None:
        """Count the orders of a sheet."""
        if seen.sheet.orders is None:
            return
        orders, horizon = seen.sheet.orders.orders, self._frame.horizon
        orders = orders.where((orders.closed > 0) & (orders.created < horizon))
        for kind in self._of:
            some = orders.where(orders.cause >= 0) if kind == "cause" else orders
            if len(some.lane):
                self._add(kind, seen.row_of(some.lane), some)

    def _add(self, kind: str, row: Ints, orders: Orders) -> None:
        """Count some orders, which count in some rows."""
        key = row * self._frame.size(kind) + self._frame.offices.column(orders, kind)
        self._at_midnights(kind, key, orders)
        if kind in self._minutes:
            self._add_minutes(kind, key, orders)

    def _at_midnights(self, kind: str, key: Ints, orders: Orders) -> None:
        """Count who is open at each midnight, and add up when these were created."""
        first, last = self._midnights(orders)
        open_at, created = self._open[kind], self._created[kind]
        _add_from(open_at, key, first, None, 1)
        _add_from(open_at, key, last, None, -1)
        some = np.maximum(first, 1)  # of the midnight before the horizon no age is asked
        _add_from(created, key, some - 1, orders.created, 1)
        _add_from(created, key, np.maximum(last, some) - 1, orders.created, -1)

    def _midnights(self, orders: Orders) -> tuple[Ints, Ints]:
        """The first midnight at which each order is open, and the first one at which it is not any more; the first of all begins the horizon."""
        past = self._frame.days + 1.0
        first = np.maximum(np.floor(orders.created / DAY) + 1, 0.0)
        last = np.clip(np.ceil(orders.closed / DAY), first, past)
        return first.astype(np.int64), last.astype(np.int64)

    def _add_minutes(self, kind: str, key: Ints, orders: Orders) -> None:
        frame, minutes = self._frame, self._minutes[kind]
        since, until = np.maximum(orders.created, 0.0), np.minimum(orders.closed, frame.horizon)
        keys = minutes.shape[0] * minutes.shape[1]
        first, found = frame.clock.minutes(key, keys, since, until)
        start, by_interval = frame.clock.by_interval(first, found)
        minutes[:, :, start : start + by_interval.shape[1]] += by_interval.reshape(*minutes.shape[:2], -1)

    def sums(self) -> Tally:
        """What has been counted."""
        sums: Tally = {}
        for kind, wanted in self._of.items():
            every = {each.name: values for each, values in self._dated(kind).items() if each in wanted}
            sums |= {f"{name}/{kind}/date": values for name, values in every.items()}
            if kind in self._minutes:
                by_day = self._minutes[kind].reshape(*self._open[kind].shape[:2], self._frame.days, -1)
                sums[f"{BACKLOG.name}/{kind}/date"] = by_day.sum(axis=3)
                sums[f"{BACKLOG.name}/{kind}/clock"] = by_day.sum(axis=2)
        return sums

    def _dated(self, kind: str) -> dict[BacklogSum, Array]:
        """What is at the end of each day, and by how much that is more than at the end of the day before."""
        open_at = np.cumsum(self._open[kind], axis=2)
        at_end, midnights = open_at[:, :, 1:], DAY * np.arange(1, self._frame.days + 1)
        age = at_end * midnights - np.cumsum(self._created[kind], axis=2)
        return {BACKLOG_GROWTH: np.diff(open_at, axis=2), BACKLOG_END: at_end, BACKLOG_AGE: age}


def _add_from(table: Array, key: Ints, place: Ints, values: Array | None, sign: int) -> None:
    """Add values, or ones, to the cells of some keys and places, those behind the end left out."""
    inside = np.flatnonzero(place < table.shape[2])
    cell = key[inside] * table.shape[2] + place[inside]
    weights = None if values is None else values[inside]
    table += sign * np.bincount(cell, weights, table.size).reshape(table.shape)
