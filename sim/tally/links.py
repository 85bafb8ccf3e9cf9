"""Which contact of a case followed which: those that ended in vain on one channel and came again on one."""

from __future__ import annotations

import numpy as np

from sim.log.records import Outcome
from sim.tally.frame import Frame
from sim.tally.groups import Tally
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


class Links:
    """Contacts that followed another of their case; see :class:`sim.tally.seen.TallyPart`.

    They are counted by the channel and the end of the one before and by their own channel. Who comes again after a contact
    before the horizon follows none. Nobody follows a contact that resolved the matter.
    """

    def __init__(self, frame: Frame, rows: Rows) -> None:
        self._frame = frame
        channels = frame.size("channel")
        self._links = np.zeros((len(rows), channels, len(ENDS), channels), dtype=np.int32)
        self._end = np.full(len(Outcome), ENDS.index("other"))
        for end, outcomes in VAIN.items():
            self._end[list(outcomes)] = ENDS.index(end)

    def add(self, seen: Seen) -> None:
        """Count who followed whom, by what the one before left and by their own channel."""
        contacts, (_, followed) = seen.sheet.contacts, seen.cases
        channels = self._frame.size("channel")
        left = self._frame.channels[followed.hall, followed.language] * len(ENDS)
        left += self._end[followed.outcome]
        cell = seen.row_of(contacts.lane[followed.rows]) * (channels * len(ENDS)) + left
        channel = self._frame.column(contacts, "channel", followed.rows)
        found = np.bincount(cell * channels + channel, minlength=self._links.size)
        self._links += found.reshape(self._links.shape).astype(np.int32)

    def sums(self) -> Tally:
        """What has been counted."""
        return {"links": self._links}
