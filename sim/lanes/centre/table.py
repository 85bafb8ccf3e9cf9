"""The calls at hand: one row a call, of all lanes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows, moved
from sim.draws.place import CALLS
from sim.lanes.carried import columns_read, first_of

UNDER_WAY = -1
"""Outcome and stage of a call of which nobody knows how it ends."""

STAYS_AWAY = -2
"""Outcome of a call that was expected and did not come: no call at all."""

NOBODY = -1
"""Agent and pool of a call that is not answered."""

NO_OFFER, DECLINED, TAKEN = range(3)
"""What became of the offer to be called back."""

FIRST = -1.0
"""First wait of a call that nobody has handed over."""

STAGES = ("menu", "queue", "agent", "end")
"""Where what calls carry is read in the lanes."""

NUMBERS, FLAGS = columns_read(CALLS, STAGES)

CALL = np.dtype(
    [
        ("arrived", "f8"),
        *((name, "f8") for name in NUMBERS),
        ("first_wait", "f8"),
        ("joined", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
        ("freed", "f8"),
        ("lane", "i4"),
        ("index", "i4"),
        ("agent", "i4"),
        ("turn", "i4"),
        ("ahead", "i4"),
        ("behind", "i4"),
        ("service", "i2"),
        ("segment", "i2"),
        ("klass", "i2"),
        ("day", "i2"),
        ("hall", "i2"),
        ("line", "i1"),
        ("door", "i1"),
        ("attempt", "i1"),
        ("offered", "i1"),
        ("tries", "i1"),
        ("outcome", "i1"),
        ("stage", "i1"),
        ("pool", "i1"),
        *((name, "b1") for name in FLAGS),
        ("called_back", "b1"),
        ("handed_over", "b1"),
        ("waits", "b1"),
        ("comes", "b1"),
    ],
    align=True,
)
"""A call. Times are minutes since the horizon's first midnight.

lane
    Its lane.
line, service, segment, klass
    Numbers in the centre, in the scenario, and of the class in the routes.
door, day, index, attempt
    Its case: the line (or, behind all lines, the app) and day on which that began, its number there; and which contact of it this is.
arrived
    When it comes in.
`NUMBERS`, `FLAGS`
    What it carries, as :mod:`sim.draws.table` has it; chats have no menu.
handed_over, first_wait
    Whether it was handed over, and minutes waited for the first agent then; `FIRST` otherwise.
offered, called_back, tries
    Whether a callback was offered: `NO_OFFER`, `DECLINED` or `TAKEN`; whether that is to be made; and how often agents tried.
joined, started, ended, freed
    When it began to wait for an agent (of who is expected and not drawn yet: since when that has been); when an agent answered; when it is over, as is known from then on; and when the agent is free
    again. NaN where that did not happen.
pool, agent
    Place of the pool that answered in the centre, and number of the agent there; -1 where nobody did.
hall
    The hall that its case visits next, of that number in the scenario; -1 if it visits none.
outcome, stage
    How and where it ends; `UNDER_WAY` before that is known. The stage is that of the menu from coming in on where trunks are limited.
comes
    Whether it comes at its time, if it was expected: asked when what it carries is drawn, of which the rule reads nothing else.
waits, turn, ahead, behind
    Whether it stands in a queue, which turn it has among all of its lane, and the rows before and behind it; -1 at the ends.
"""


FIRST_NUMBER, FIRST_FLAG = first_of(CALL, NUMBERS), first_of(CALL, FLAGS)
"""Where in an entry what is carried begins, as :mod:`sim.lanes.carried` counts."""


def under_way(table: Rows) -> NDArray[np.int64]:
    """Rows of the calls that are not over, nor answered."""
    return np.asarray((table["outcome"] == UNDER_WAY).nonzero()[0])


def joined(tables: list[Rows], room: int = 0) -> Rows:
    """Tables one after the other, with room for more rows."""
    count = sum(len(table) for table in tables)
    found = np.empty(count + room, CALL)
    np.concatenate([moved(table) for table in (found[:0], *tables)], out=moved(found[:count]))
    return found
