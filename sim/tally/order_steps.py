"""Steps of orders by desk: from which desk to which orders go, how many are begun there, and how long they stand in line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.log.order_log import OrderLog
from sim.log.orders import OrderOutcome, OrderSteps
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.seen import Rows, Seen

Flags = NDArray[np.bool_]

LINES = ("line_come", "line_begun", "line_minutes")
"""Sums over the steps of lines."""


class DeskSums:
    """Sums over steps of orders, of what happens within the horizon; see :class:`sim.tally.seen.TallyPart`.

    ============== ============================== =====================================================================
    name           shape                          what
    ============== ============================== =====================================================================
    order_flow     rows, 1 + desks, desks + 1     orders that went from a desk (first those that are new) to a desk (last:
                                                  closed); from a desk to itself where the work is done again
    desk_begun     rows, desks                    steps that were begun
    desk_waited    rows, desks                    minutes for which these had stood in line
    desk_in_line   rows, desks                    minutes for which steps stood in line
    line_come      rows, lines                    steps that joined a line of :attr:`sim.tally.office_frame.OfficeFrame.lines`
    line_begun     rows, lines                    those of them that were begun
    line_minutes   rows, lines                    minutes that these take, one beside the other where a head has several in hand
    ============== ============================== =====================================================================
    """

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame, count, desks = frame, len(rows), len(frame.offices.desks)
        self._flow = np.zeros((count, 1 + desks, desks + 1), np.int32)
        self._begun = np.zeros((count, desks), np.int32)
        self._waited, self._in_line = (np.zeros((count, desks)) for _ in range(2))
        self._lines = {name: np.zeros((count, len(frame.offices.lines))) for name in LINES}

    def add(self, seen: Seen) -> None:
        """Count the steps of a sheet, on which there are all of each order."""
        if seen.sheet.orders is None or not len(seen.sheet.orders.steps.lane):
            return
        steps, horizon = seen.sheet.orders.steps, self._frame.horizon
        row = seen.row_of(steps.lane)
        desk = self._frame.offices.first_desk[steps.office] + steps.desk
        self._add_flow(steps, row, desk)
        if self._frame.offices.lines:
            self._add_lines(seen.sheet.orders, row, desk)
        cell, size = row * self._begun.shape[1] + desk, self._begun.size

        def added(which: Flags, minutes: Array | None = None) -> Array:
            weights = None if minutes is None else minutes[which]
            return np.bincount(cell[which], weights, size).reshape(self._begun.shape).astype(np.float64)

        begun = (steps.started >= 0) & (steps.started < horizon)
        self._begun += added(begun).astype(np.int32)
        self._waited += added(begun, steps.started - steps.joined)
        until = np.where(np.isnan(steps.started), horizon, steps.started)
        in_line = np.clip(until, 0.0, horizon) - np.clip(steps.joined, 0.0, horizon)
        self._in_line += added(in_line > 0, in_line)

    def _add_flow(self, steps: OrderSteps, row: Ints, desk: Ints) -> None:
        """Count who came to a desk from which, and who was closed at which."""
        desks = len(self._frame.offices.desks)
        orders = np.stack([steps.lane, steps.office, steps.number])
        first = np.append(True, (orders[:, 1:] != orders[:, :-1]).any(axis=0))
        before = np.where(first, 0, 1 + np.roll(desk, 1))
        comes = steps.joined >= 0
        self._count(row[comes], before[comes], desk[comes])
        closed = (steps.outcome == OrderOutcome.CLOSED) & (steps.ended >= 0)
        self._count(row[closed], 1 + desk[closed], np.full(int(closed.sum()), desks))

    def _add_lines(self, log: OrderLog, row: Ints, desk: Ints) -> None:
        """Count what comes to each line, and what of it is begun."""
        steps, orders = log.steps, log.orders
        keys = [
            (each.lane * len(self._frame.scenario.sites) + each.office) * (int(orders.number.max()) + 1)
            + each.number
            for each in (orders, steps)
        ]
        turn = np.argsort(keys[0])
        category = orders.category[turn[np.searchsorted(keys[0], keys[1], sorter=turn)]]
        line = self._frame.offices.line_of(desk, steps.kind, category)
        begun = (steps.started >= 0) & (steps.started < self._frame.horizon)
        for name, which, minutes in zip(
            LINES, (steps.joined >= 0, begun, begun), (None, None, steps.minutes), strict=True
        ):
            some, total = which & (line >= 0), self._lines[name]
            weights = None if minutes is None else minutes[some]
            cell = row[some] * total.shape[1] + line[some]
            total += np.bincount(cell, weights, total.size).reshape(total.shape)

    def _count(self, row: Ints, before: Ints, after: Ints) -> None:
        _, froms, tos = self._flow.shape
        cell = (row * froms + before) * tos + after
        self._flow += np.bincount(cell, minlength=self._flow.size).reshape(self._flow.shape).astype(np.int32)

    def sums(self) -> Tally:
        """What has been counted."""
        return {
            "order_flow": self._flow,
            "desk_begun": self._begun,
            "desk_waited": self._waited,
            "desk_in_line": self._in_line,
            **self._lines,
        }
