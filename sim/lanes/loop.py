"""The loop that takes one lane of any site from event to event; what an event is and does, the site says.

Heads need no event of their own: they are busy until a time, and free from then on (:mod:`sim.lanes.heads`). So what happens next is a
change (:mod:`sim.lanes.changes`), a call (a head is free, or gets free, and takes somebody who waits), or one of the site's own events:
somebody comes in, moves on, or waits no longer. At one instant they come in the order of :mod:`sim.events.clock`. After each, one
contact at most goes on: it joins a line, is taken by a head, or is over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.compiling.compiled import compiled
from sim.compiling.entries import Rows, Whole

DONE, NO_ROOM, UNDRAWN = range(3)
"""Nothing more happens before the limit; there is not room enough for what may happen next; what comes next is not drawn yet."""

NOBODY: Whole = np.int64(-1)
NOWHERE: Whole = np.int64(-1)
"""The row of no contact; the line, or the pool, of who goes to none."""

Compiled = Callable[..., Any]


class SiteFunctions(NamedTuple):
    """What a kind of site does, as compiled functions. All take the rows of its contacts, its rules and the lane before what is named.

    Attributes
    ----------
    next_event : callable
        When the next event of its own is, with its phase; infinite if there is none.
    next_call : callable
        When a head takes somebody who waits, if that is not behind the moment given; infinite otherwise.
    hindrance : callable
        What must be done before the event at the moment given: `NO_ROOM` or `UNDRAWN`; `DONE` if nothing.
    change : callable
        Let something change, as the entry of `CHANGE` says, at the lane's time.
    changed : callable
        See to what follows when all has changed that does so at one time.
    call : callable
        Let a head take somebody at the moment given. Returns the row, and the pool.
    event : callable
        Let the event happen that is next, at the moment given. Returns the row of who goes on, and the line that it joins.
    join : callable
        Let a row stand in a line; something changes at the time given, and not before. Returns the pool that takes it at once.
    start : callable
        Let a pool serve a row.
    follow : callable
        See to what follows for a row that may be over.
    """

    next_event: Compiled
    next_call: Compiled
    hindrance: Compiled
    change: Compiled
    changed: Compiled
    call: Compiled
    event: Compiled
    join: Compiled
    start: Compiled
    follow: Compiled


def loop_of(site: SiteFunctions) -> Compiled:
    """The loop of a kind of site, compiled: rows, rules, changes, lane and limit; returns why it ends."""
    next_event, next_call, hindrance, change, changed, call, event, join, start, follow = site

    @compiled
    def run(rows: Rows, rules: Any, changes: Rows, lane: Any, limit: float) -> int:
        """Go on until nothing more happens before the limit, or cannot yet."""
        own = lane.own
        while True:
            moment, changes_at = next_event(rows, rules, lane), changes[own.change].time
            called = next_call(rows, rules, lane, min(moment, changes_at))
            first = min(moment, called)
            if min(first, changes_at) >= limit:
                return DONE
            hinders = hindrance(rows, rules, lane, first)
            if hinders != DONE:
                return int(hinders)
            if changes_at <= first:
                own.now = changes_at
                while changes[own.change].time == changes_at:
                    change(rows, rules, lane, changes[own.change])
                    own.change += 1
                changed(rows, rules, lane)
                continue
            row, line, pool = NOBODY, NOWHERE, NOWHERE
            if called == first:
                row, pool = call(rows, rules, lane, called)
            else:
                row, line = event(rows, rules, lane, moment)
            if line >= 0:
                pool = join(rows, rules, lane, row, line, changes_at)
            if pool >= 0:
                start(rows, rules, lane, row, pool)
            if row >= 0:
                follow(rows, rules, lane, row)

    return run
