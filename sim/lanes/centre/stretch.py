"""From one stretch of calls to the next: who is still under way, and who comes anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows, moved
from sim.lanes.case_order import by_case
from sim.lanes.centre.call_columns import MENU, Who
from sim.lanes.centre.lanes import CallStretch, Lanes, room_for
from sim.lanes.centre.table import CALL, UNDER_WAY, under_way
from sim.lanes.phases import COME_IN, MOVE_ON
from sim.log.records import Outcome, Stage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def stretch(lanes: Lanes, who: Who, drawn: Floats, hours: Floats) -> CallStretch:
    """The next stretch.

    Parameters
    ----------
    lanes : Lanes
        The lanes, at the end of the stretch before.
    who, drawn : Who, ndarray
        Who calls anew, and what they carry; see :meth:`sim.lanes.centre.call_sampler.CallSampler.draw`.
    hours : ndarray
        When the centre is open, in order: shape (windows, 2).
    """
    before = lanes.table
    rows = under_way(before)
    coming = lanes.is_to_come(rows)
    left, rest = before.take(rows[coming]), before.take(rows[~coming])
    inside = _is_open(who.arrived, hours)
    stream = _Stream(left, who, drawn, inside.nonzero()[0])
    away = len(stream.lane) + len(rest)
    count = away + len(inside) - stream.new
    table = np.empty(count + room_for(count) + count - away, CALL)
    place = np.empty(len(inside), dtype=np.int64)
    place[inside], place[~inside] = stream.row[len(left) :], np.arange(away, count)
    moved(table)[stream.row[: len(left)]] = moved(left)
    moved(table)[len(stream.lane) : away] = moved(rest)
    lanes.draws.write(table, place, who, drawn)
    _turn_away(table[away:count])
    numbers = np.full(len(before), -1)
    numbers[rows[~coming]] = np.arange(len(stream.lane), away)
    first = _firsts(stream.lane, lanes.count)
    arrivals, first_arrival = (
        stream.arrivals(lanes.count) if lanes.limited else (_NOBODY, np.zeros_like(first))
    )
    return CallStretch(table, first, away, count, numbers, arrivals, first_arrival)


_NOBODY = np.zeros(0, dtype=np.int64)


class _Stream:
    """Calls that are to come or in the menu: those who are left, and behind them those who are new and come while it is open."""

    def __init__(self, left: Rows, who: Who, drawn: Floats, inside: Ints) -> None:
        self.new = len(inside)

        self.lane = np.concatenate((left["lane"], who.lane[inside]))
        self._arrived = np.concatenate((left["arrived"], who.arrived[inside]))
        self._menu = np.concatenate((left["menu"], drawn[MENU, inside]))
        self._outside_menu = np.concatenate((left["stage"] == UNDER_WAY, np.ones(self.new, dtype=np.bool_)))
        case = {"day": who.day, "door": who.door, "index": who.number, "attempt": who.attempt}
        self._case = [np.concatenate((left[name], column[inside])) for name, column in case.items()]
        joins = self._arrived + self._menu + np.where(self._menu > 0, MOVE_ON, COME_IN)
        self.row = np.empty(len(joins), dtype=np.int64)
        self.row[by_case(self.lane, joins, self._case)] = np.arange(len(joins))

    def arrivals(self, lanes: int) -> tuple[Ints, Ints]:
        """Rows of those who come in to the menu, lane by lane in the order in which they do, and where each lane's begin."""
        some = ((self._menu > 0) & self._outside_menu).nonzero()[0]
        order = some[by_case(self.lane[some], self._arrived[some], [column[some] for column in self._case])]
        return self.row[order], _firsts(self.lane[some], lanes)


def _firsts(lane: Ints, lanes: int) -> Ints:
    """Where each lane's entries begin, lane by lane, and where the last one's end."""
    return np.concatenate(([0], np.cumsum(np.bincount(lane, minlength=lanes))))


def _is_open(arrived: Floats, hours: Floats) -> Flags:
    """Who comes while the centre is open."""
    window = np.searchsorted(hours[:, 0], arrived, side="right") - 1
    return np.asarray((window >= 0) & (arrived < hours[window, 1])) if len(hours) else arrived < -np.inf


def _turn_away(calls: Rows) -> None:
    """Calls out of hours are over."""
    calls["outcome"], calls["stage"], calls["ended"] = Outcome.TURNED_AWAY, Stage.LINE, calls["arrived"]
