"""Which contact of a case followed which: those that ended in vain on one channel and came again on one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.columns import Columns, joined
from sim.records import Outcome
from sim.sheet import NO_CASE, Numbers
from sim.tally.frame import Frame
from sim.tally.groups import Ints, Tally
from sim.tally.seen import Rows, Seen

VAIN = {
    "unsolved": (Outcome.UNSOLVED, Outcome.PAPERS_MISSING),
    "left": (Outcome.BALKED, Outcome.RENEGED),
    "left_menu": (Outcome.LEFT_MENU,),
    "busy_tone": (Outcome.BUSY,),
    "closed": (Outcome.SENT_HOME, Outcome.TURNED_AWAY),
}
"""Outcomes of contacts that another one of the case may follow, by the name of their end; all others are ``other``."""

ENDS = (*VAIN, "other")


@dataclass(frozen=True)
class _Contact(Columns):
    """Contacts that follow another one or may be followed."""

    lane: Numbers
    case: Numbers
    arrived: NDArray[np.float64]
    channel: Numbers
    end: Numbers


class Links:
    """Contacts that followed another of their case; see :class:`sim.tally.seen.Part`.

    They are counted by the channel and the end of the one before and by their own channel. Who comes again after a contact
    before the horizon follows none.
    """

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame, self._rows = frame, rows
        channels = frame.size("channel")
        self._links = np.zeros((len(rows), channels, len(ENDS), channels), dtype=np.int32)
        self._end = np.full(len(Outcome), ENDS.index("other"))
        for end, outcomes in VAIN.items():
            self._end[list(outcomes)] = ENDS.index(end)
        nothing = np.empty(0, dtype=np.int64)
        self._open = _Contact(nothing, nothing, np.empty(0), nothing, nothing)

    def add(self, seen: Seen) -> None:
        """Find whom the contacts of a sheet follow, on it or on one before."""
        every = joined([self._open, self._those(seen)])
        order = np.lexsort((every.arrived, every.case, every.lane))
        every = every.where(order)
        follows = (every.case[1:] == every.case[:-1]) & (every.lane[1:] == every.lane[:-1])
        before, after = every.where(np.flatnonzero(follows)), every.where(np.flatnonzero(follows) + 1)
        where = (seen.row_of(before.lane), before.channel, before.end, after.channel)
        cell = np.ravel_multi_index(where, self._links.shape)
        self._links += (
            np.bincount(cell, minlength=self._links.size).reshape(self._links.shape).astype(np.int32)
        )
        self._open = every.where(np.append(~follows, True)[: len(order)])

    def _those(self, seen: Seen) -> _Contact:
        """The contacts of a sheet that are not both the first and the last of their case."""
        contacts = seen.sheet.contacts
        rows: Ints = np.flatnonzero(
            (contacts.case != NO_CASE) & ~(contacts.first & (contacts.outcome == Outcome.RESOLVED))
        )
        channel = self._frame.column(contacts, "channel")[rows]
        end = self._end[contacts.outcome[rows]]
        return _Contact(contacts.lane[rows], contacts.case[rows], contacts.arrived[rows], channel, end)

    def sums(self) -> Tally:
        """What has been counted."""
        return {"links": self._links}
