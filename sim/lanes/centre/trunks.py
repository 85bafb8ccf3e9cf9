"""Whether a trunk is free for those who come in to one lane.

In most lanes at most times no count of those inside can come near the number of trunks, and then nobody's coming in is
an event of its own. A lane in which it can is *short*: there each one who comes in is looked at, until it is no more.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lanes.centre.phases import COME_IN
from sim.lanes.centre.table import Table, by_case

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

SPAN = 2.0**20
"""Minutes that lanes lie apart when times of all of them are searched as one: more than any horizon, and few enough for
2**13 lanes to keep every tick."""

SPARE = 2
"""Trunks by which a lane counts as short too early, so that what happens at one instant cannot matter."""


@dataclass(frozen=True)
class Comers:
    """The calls of a lane's stretch that come in or are in the menu.

    Attributes
    ----------
    row : ndarray
        Their rows, in the order in which they come in.
    time : ndarray
        When they do.
    passed : ndarray
        For each row of the lane's stretch and the end, how many calls go before it to the end of the menu.
    most : int
        The most that can be in the menu at once.
    """

    row: Ints
    time: Floats
    passed: Ints
    most: int


NONE = Comers(np.empty(0, np.int64), np.empty(0), np.zeros(1, np.int64), 0)


def comers(table: Table, chat: Flags, first: Ints) -> list[Comers]:
    """Those of all lanes: `chat` are the lines for chats, and the rows of a lane begin at `first`."""
    rows = int(first[-1])
    on_phone = ~chat[table.line[:rows]]
    phone = on_phone.nonzero()[0]
    lane, arrived = table.lane[phone].astype(np.int64), table.arrived[phone]
    base = lane * SPAN
    own = table if len(phone) == rows else table.some(phone)
    order = by_case(own, arrived)
    time = (base + arrived)[order]
    # the most that can be in the menu at once, at any arrival
    gone = np.searchsorted(np.sort(base + arrived + table.menu[phone]), time, side="left")
    most = np.zeros(len(first) - 1, dtype=np.int64)
    np.maximum.at(most, lane, np.arange(1, len(phone) + 1) - gone)
    passed = np.concatenate(([0], np.cumsum(on_phone)))
    ends = np.searchsorted(lane, np.arange(len(first)))
    return [
        Comers(
            phone[order[ends[each] : ends[each + 1]]],
            time[ends[each] : ends[each + 1]] - each * SPAN,
            passed[first[each] : first[each + 1] + 1] - passed[first[each]],
            int(most[each]),
        )
        for each in range(len(first) - 1)
    ]


class Trunks:
    """The trunks of one lane.

    Parameters
    ----------
    trunks : float
        How many there are; infinite where they are never short.
    seats : int
        Seats of all agents of the centre.

    Attributes
    ----------
    next : float
        When somebody comes in next, if the lane is short; infinite if not. With the phase of coming in.
    hung_up : list of float
        When each agent's last caller hung up, or will: the same list for good.
    in_menu, holding : int
        Callers in the menu who have called before; calls that wait and take a trunk.
    talkers : int
        At most so many can talk on trunks.
    settled : set of int
        Rows of those who came in when the lane was short, and whose menu is of no more concern.
    """

    __slots__ = (
        "_at",
        "_came",
        "_comers",
        "_short",
        "_trunks",
        "holding",
        "hung_up",
        "in_menu",
        "next",
        "settled",
        "talkers",
    )

    def __init__(self, trunks: float, seats: int) -> None:
        self._trunks, self.next, self.hung_up = trunks, inf, [-inf] * seats
        self.in_menu = self.holding = self.talkers = self._at = 0
        self._came, self._comers, self._short = -inf, NONE, False
        self.settled: set[int] = set()

    def load(self, own: Comers, now: float) -> None:
        """Take the calls of a stretch; what happens up to now has happened."""
        self._comers, self._short, self.next = own, False, inf
        self.settled = set()
        self.watch(now)

    def watch(self, now: float) -> None:
        """See whether the lane is short; to be called whenever it can have become so."""
        most = self._comers.most + self.in_menu + self.holding + self.talkers + SPARE
        if (most >= self._trunks) == self._short:
            return
        self._short, self.next = not self._short, inf
        if self._short:
            self._at = bisect_right(self._comers.time, max(now, self._came))
            self._set_next()

    def _set_next(self) -> None:
        times = self._comers.time
        self.next = float(times[self._at]) + COME_IN if self._at < len(times) else inf

    @property
    def row(self) -> int:
        """The row of who comes in next, if the lane is short."""
        return int(self._comers.row[self._at])

    def come_in(self) -> None:
        """Who comes in next does."""
        self._came = self.next - COME_IN
        self._at += 1
        self._set_next()

    def full(self, now: float, passed: int) -> bool:
        """Whether all trunks are taken; so many rows of the stretch are past the end of the menu."""
        if not self._short:
            return False
        in_menu = self._at - int(self._comers.passed[passed]) - len(self.settled) + self.in_menu
        others = in_menu + self.holding
        return others + self.talkers >= self._trunks and others + self.talking(now) >= self._trunks

    def talking(self, now: float) -> int:
        """Agents whose callers are on a trunk."""
        return sum([each > now for each in self.hung_up])

    def turn(self, minutes: float) -> None:
        """Let times count from a midnight that is so many minutes later."""
        self.hung_up[:] = [each - minutes for each in self.hung_up]
        self._came -= minutes
