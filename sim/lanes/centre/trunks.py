"""Whether a trunk is free for those who come in.

In most lanes at most times no count of those inside can come near the number of trunks, and then nobody's coming in is
an event of its own. A lane in which it can is *short*: there each one who comes in is looked at, until it is no more.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.table import Table, by_case

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

SPAN = 2.0**20
"""Minutes that lanes lie apart when times of all of them are searched as one: more than any horizon, and few enough for
2**13 lanes to keep every tick."""

SPARE = 2
"""Trunks by which a lane counts as short too early, so that what happens at one instant cannot matter."""


class Trunks:
    """The trunks of all lanes.

    Parameters
    ----------
    trunks : int
        How many there are.
    agents, lanes : int
        Agents of the centre, and lanes.

    Attributes
    ----------
    next : ndarray
        When somebody comes in next, in lanes that are short; infinite in others.
    hung_up : ndarray
        When each agent's last caller hung up, or will, shape (agents, lanes).
    in_menu : ndarray
        Callers in the menu who have called before.
    """

    def __init__(self, trunks: int, agents: int, lanes: int) -> None:
        self.trunks, self.lanes = trunks, lanes
        self.next = np.full(lanes, np.inf)
        self.hung_up = np.full((agents, lanes), -np.inf)
        self.in_menu = np.zeros(lanes, dtype=np.int64)
        self._short = np.zeros(lanes, dtype=np.bool_)
        self._came = np.full(lanes, -np.inf)

    def load(self, table: Table, phone: Ints) -> None:
        """Take the calls of a stretch that are to come in or in the menu: `phone` are their rows, lane by lane."""
        lane, arrived = table.lane[phone].astype(np.int64), table.arrived[phone]
        base = lane * SPAN
        own = table if int(phone.max(initial=-1)) == len(phone) - 1 else table.some(phone)
        order = by_case(own, arrived)
        self._order, self._time = phone[order], (base + arrived)[order]
        self._first = np.searchsorted(lane, np.arange(self.lanes + 1))
        self._at = self._first[:-1].copy()
        self._refused = np.zeros(self.lanes, dtype=np.int64)
        ends = np.sort(base + arrived + table.menu[phone])
        # the most that can be in the menu at once, at any arrival
        gone = np.searchsorted(ends, self._time, side="left")
        inside = np.arange(1, len(phone) + 1) - gone
        self._most = np.zeros(self.lanes, dtype=np.int64)
        np.maximum.at(self._most, lane[order], inside)
        self._short.fill(False)
        self.next.fill(np.inf)

    def watch(self, now: Floats, waiting: Ints) -> None:
        """See which lanes are short; `now` is the time of each, up to which all that happens has happened."""
        most = self._most + self.in_menu + waiting + (len(self.hung_up) + SPARE)
        short = most >= self.trunks
        changed = short != self._short
        if not changed.any():
            return
        begins = np.flatnonzero(short & changed)
        base = begins * SPAN
        done = np.maximum(np.maximum(now[begins], self._came[begins]), -SPAN / 4)
        self._at[begins] = np.searchsorted(self._time, base + done, side="right")
        self._short = short
        self.next[~short] = np.inf
        self._set_next(begins)

    def _set_next(self, lanes: Ints) -> None:
        at = self._at[lanes]
        there = at < self._first[lanes + 1]
        self.next[lanes] = np.inf
        self.next[lanes[there]] = self._time[at[there]] - lanes[there] * SPAN

    def row(self, lane: int) -> int:
        """The row of who comes in next in a lane that is short."""
        return int(self._order[self._at[lane]])

    def come_in(self, lanes: Ints) -> Ints:
        """The rows of those who come in next."""
        rows = self._order[self._at[lanes]]
        self._came[lanes] = self.next[lanes]
        self._at[lanes] += 1
        self._set_next(lanes)
        return rows

    def refuse(self, lanes: Ints) -> None:
        """Some who came in hear the busy tone."""
        self._refused[lanes] += 1

    def pass_by(self, lanes: Ints) -> None:
        """The menu would now be over for some who heard the busy tone."""
        self._refused[lanes] -= 1

    def full(self, lanes: Ints, now: Floats, waiting: Ints, passed: Ints) -> Flags:
        """Whether all trunks are taken in lanes that are short; `passed` rows of the stretch are out of the menu."""
        came = self._at[lanes] - self._first[lanes] - self._refused[lanes]
        talking = (self.hung_up[:, lanes] > now).sum(axis=0)
        inside = came - passed + self.in_menu[lanes] + waiting + talking
        return np.asarray(inside >= self.trunks)

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self.hung_up -= minutes
        self._came -= minutes
