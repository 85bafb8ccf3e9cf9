"""What those carry who contact a centre, at whatever contact and through whatever door: drawn for many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.calls import LineDemand, tries_of
from sim.draws.dice import Stream
from sim.lanes.centre.call_columns import (
    AFTER,
    HANDS_OVER,
    MENU,
    PATIENCE,
    REACHED_AT,
    REDIAL,
    REDIAL_AFTER,
    SECOND_TALK,
    STREAMS,
    TALK,
    Addresses,
    Shares,
    Who,
    draw,
    write,
)
from sim.lanes.centre.route_tables import RouteTables
from sim.network.retrial_rules import AGAIN
from sim.scenario.distributions import Distribution
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BLOCK = 8192
"""Calls that are drawn at once: few enough for the processor's cache (measured)."""

KNOWN = ("lane", "line", "service", "segment", "door", "day", "index", "attempt")
"""Columns of the table that say who calls, in the order of :class:`sim.lanes.centre.call_columns.Who`."""


class CallSampler:
    """Draws what calls carry.

    Parameters
    ----------
    demands : sequence of LineDemand
        Who calls, by line, and behind them who comes to the app, if there is one.
    routes : RouteTables
        The centre's rules.
    replications : range
        Those of the lanes; the lanes of a second candidate follow those of the first.
    """

    def __init__(self, demands: Sequence[LineDemand], routes: RouteTables, replications: range) -> None:
        self._demands, self._demand, self._replications = demands, demands[0], replications
        self._needed = tuple(stream for stream in STREAMS if stream in self._demand.needed)
        self._menu, self._redial = self._demand.centre.menu, self._demand.centre.redial
        self._chat, self._addresses = routes.chat, dict[tuple[int, int], Addresses]()
        self._hands_over = max(routes.shares)
        self._again = max(getattr(self._redial, ending) for ending in AGAIN.values())
        in_menu = [service.phone.in_menu for service in self._demand.services]
        self._shares = Shares(
            self._menu.leave if self._menu else 0.0,
            np.array(in_menu if self._menu else np.zeros(len(in_menu))),
            routes.chat,
            routes.until,
            routes.class_table,
        )

    def draw(self, who: Who) -> Floats:
        """What some calls carry, by the numbers of :mod:`sim.lanes.centre.call_columns`: shape (`STREAMS`, calls)."""
        drawn = np.zeros((len(STREAMS), len(who.lane)))
        for first in range(0, len(who.lane), BLOCK):
            part = slice(first, first + BLOCK)
            some, own = Who._make(column[part] for column in who), drawn[:, part]
            draw(some, self._at(int(some.day.min()), int(some.day.max())), own)
            self._to_times(some, own)
        return drawn

    def write(self, calls: Rows, rows: Ints, who: Who, drawn: Floats) -> None:
        """Write calls into some rows of a table."""
        write(calls, rows, who, drawn, self._shares)

    def follow(self, calls: Rows, rows: Ints) -> None:
        """Draw what contacts carry that follow others, of which the table knows who they are."""
        for first in range(0, len(rows), BLOCK):
            some = rows[first : first + BLOCK]
            known = (calls[name][some].astype(np.int64) for name in KNOWN)
            who = Who._make((*known, calls["arrived"][some]))
            self.write(calls, some, who, self.draw(who))

    def _to_times(self, who: Who, drawn: Floats) -> None:
        """Let uniforms be times."""
        demand, chat = self._demand, self._chat[who.line]
        talk = who.service + len(demand.services) * chat
        drawn[MENU] = np.where(chat, 0.0, _times(self._menu.time if self._menu else None, drawn[MENU]))
        drawn[TALK] = demand.talks.of(drawn[TALK], talk)
        drawn[AFTER] = demand.works.of(drawn[AFTER], who.service)
        drawn[PATIENCE] = demand.patiences.of(drawn[PATIENCE], who.service, who.attempt)
        again = (drawn[REDIAL] < self._again).nonzero()[0]
        drawn[REDIAL_AFTER, again] = _times(self._redial.after, drawn[REDIAL_AFTER, again])
        callback = demand.centre.callback
        drawn[REACHED_AT] = tries_of(callback.reached, drawn[REACHED_AT]) if callback else 1.0
        if Stream.TRANSFER_TALK in demand.needed:
            some = (drawn[HANDS_OVER] < self._hands_over).nonzero()[0]
            drawn[SECOND_TALK, some] = demand.talks.of(drawn[SECOND_TALK, some], talk[some])

    def _at(self, first: int, last: int) -> Addresses:
        """All addresses that contacts of some days' cases can have."""
        if (first, last) not in self._addresses:
            attempts = (
                max(self._redial.most_calls, 2) + 1
            )  # who comes from the app calls at the second contact
            addresses = [
                (demand.site, attempt, day)
                for day in range(first, last + 1)
                for demand in self._demands
                for attempt in range(attempts)
            ]
            self._addresses[first, last] = Addresses(
                *self._demand.dice.seeds(self._needed, addresses),
                np.array([STREAMS.index(stream) for stream in self._needed]),
                first,
                len(self._demands),
                attempts,
                self._replications.start,
                len(self._replications),
                np.zeros(len(self._needed), dtype=np.uint64),
            )
        return self._addresses[first, last]


def _times(times: Distribution | None, uniforms: Floats) -> Floats:
    """Times in minutes, on the grid; none without a distribution."""
    return on_grid(times.inverse(uniforms)) if times else np.zeros(len(uniforms))
