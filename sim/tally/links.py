"""Which contact of a case followed which: those that ended in vain on one channel and came again on one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.order import order_by
from sim.log.records import Outcome
from sim.log.sheet import INDEX_BITS, NO_CASE, Numbers
from sim.tally.frame import Frame
from sim.tally.groups import Ints, Tally
from sim.tally.seen import Rows, Seen
from sim.time.ticks import TICKS_PER_MINUTE

VAIN = {
    "unsolved": (Outcome.UNSOLVED, Outcome.PAPERS_MISSING),
    "left": (Outcome.BALKED, Outcome.RENEGED),
    "left_menu": (Outcome.LEFT_MENU,),
    "busy_tone": (Outcome.BUSY,),
    "closed": (Outcome.SENT_HOME, Outcome.TURNED_AWAY),
}
"""Outcomes of contacts that another one of the case may follow, by the name of their end; all others are ``other``."""

ENDS = (*VAIN, "other")


class _Open(NamedTuple):
    """Contacts of some sheet that another one of the case may follow; rising keys, channel and end as one number."""

    key: Ints
    left: NDArray[np.int16]


class Links:
    """Contacts that followed another of their case; see :class:`sim.tally.seen.Part`.

    They are counted by the channel and the end of the one before and by their own channel. Who comes again after a contact
    before the horizon follows none. Nobody follows a contact that resolved the matter.
    """

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame, self._rows = frame, rows
        channels = frame.size("channel")
        self._links = np.zeros((len(rows), channels, len(ENDS), channels), dtype=np.int32)
        self._end = np.full(len(Outcome), ENDS.index("other"))
        for end, outcomes in VAIN.items():
            self._end[list(outcomes)] = ENDS.index(end)
        self._open: list[_Open] = []
        self._begun: dict[int, int] = {}
        # what the number of a lane leaves of 63 bits
        self._begun_bits = 63 - INDEX_BITS - len(rows.replications).bit_length()

    def add(self, seen: Seen) -> None:
        """Find whom the contacts of a sheet follow, on it or on one before."""
        contacts = seen.sheet.contacts
        rows = np.flatnonzero(~(contacts.first & (contacts.outcome == Outcome.RESOLVED)))
        rows = rows[contacts.case[rows] != NO_CASE]
        key = self._key(contacts.lane[rows], contacts.case[rows])
        order = _by_time(key, contacts.arrived[rows])
        key, rows = key[order], rows[order]
        channel = self._frame.column(contacts, "channel", rows)
        left = channel * len(ENDS) + self._end[contacts.outcome[rows]]
        again = key[1:] == key[:-1]
        self._count(seen, rows[1:][again], left[:-1][again], channel[1:][again])
        begins, ends = np.append(True, ~again)[: len(key)], np.append(~again, True)[: len(key)]
        looking = np.flatnonzero(begins & ~contacts.first[rows])
        for kept in reversed(self._open):
            place = np.searchsorted(kept.key, key[looking])
            found = kept.key[np.minimum(place, len(kept.key) - 1)] == key[looking]
            self._count(seen, rows[looking[found]], kept.left[place[found]], channel[looking[found]])
            looking = looking[~found]
        last = np.flatnonzero(ends & (contacts.outcome[rows] != Outcome.RESOLVED))
        if len(last):
            self._open.append(_Open(key[last], left[last].astype(np.int16)))

    def _key(self, lane: Numbers, case: Numbers) -> Ints:
        """One number for lane and case: site, day and line at which cases began are numbered as they come.

        Raises
        ------
        OverflowError
            They are too many to be told apart in one number.
        """
        begun = case >> INDEX_BITS
        for each in np.unique(begun).tolist():
            self._begun.setdefault(each, len(self._begun))
        if len(self._begun) > 2**self._begun_bits:
            raise OverflowError(f"{len(self._begun)} sites, days and lines do not fit: use smaller batches")
        known = np.array(sorted(self._begun), dtype=np.int64)
        number = np.array([self._begun[each] for each in known.tolist()], dtype=np.int64)
        key = (lane.astype(np.int64) << self._begun_bits) + number[np.searchsorted(known, begun)]
        return (key << INDEX_BITS) + (case & ((1 << INDEX_BITS) - 1))

    def _count(self, seen: Seen, rows: Ints, left: Numbers, channel: Numbers) -> None:
        """Count contacts by what the one before left and by their own channel."""
        channels = self._frame.size("channel")
        cell = seen.row_of(seen.sheet.contacts.lane[rows]) * (channels * len(ENDS)) + left
        found = np.bincount(cell * channels + channel, minlength=self._links.size)
        self._links += found.reshape(self._links.shape).astype(np.int32)

    def sums(self) -> Tally:
        """What has been counted."""
        return {"links": self._links}


def _by_time(key: Ints, arrived: NDArray[np.float64]) -> Ints:
    """The order of contacts by key, and of those with one key by arrival."""
    order = np.argsort(key)
    same = key[order[1:]] == key[order[:-1]]
    several = np.flatnonzero(np.append(False, same) | np.append(same, False))
    rows = order[several]
    case = np.append(0, np.cumsum(~same))[several]
    order[several] = rows[order_by(case, (arrived[rows] * TICKS_PER_MINUTE).astype(np.int64))]
    return order
