"""What those carry who contact a centre, at whatever contact and through whatever door: drawn for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows
from sim.draws.calls import LineDemand
from sim.draws.chasing import chasing_site
from sim.draws.contacts import PlacedDraw
from sim.draws.laws import Bearers, SomeBearers, some_of
from sim.draws.place import CHAT
from sim.lanes.carried import as_flags, as_numbers
from sim.lanes.centre.asking import AskingCalls
from sim.lanes.centre.call_columns import COLUMNS, PLACE, Addresses, Shares, Who, draw, write
from sim.lanes.centre.route_tables import RouteTables
from sim.lanes.centre.table import FLAGS
from sim.lanes.expected import who_comes
from sim.network.outage_doors import OutageDoor, OutageDoors
from sim.rules.conditional import Expected

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
    demands : sequence of LineDemand or OutageDoor
        Who calls, by line, behind them who comes to the app, if there is one, and then who calls about outages.
    outages : OutageDoors
        The doors of these.
    routes : RouteTables
        The centre's rules.
    replications : range
        Those of the lanes; the lanes of a second candidate follow those of the first.
    asking : AskingCalls, optional
        Who calls to ask about open orders, at doors of their own; nobody does, if not given.
    """

    def __init__(
        self,
        demands: Sequence[LineDemand | OutageDoor],
        outages: OutageDoors,
        routes: RouteTables,
        replications: range,
        asking: AskingCalls | None = None,
    ) -> None:
        self._dice, self._replications, self._asking = demands[0].dice, replications, asking
        self._outages = outages
        self._sites = [demand.site for demand in demands]
        if asking:
            lines = demands[: len(demands[0].centre.lines)]
            self._sites += [chasing_site(demand.site) for demand in lines]
        placed = demands[0].draws
        self._columns = [_only(placed.by_column[name]) for name in COLUMNS]
        self._needed = [each for each in self._columns if each.varies]
        self._chat, self._addresses = routes.chat, dict[tuple[int, int], Addresses]()
        self._attempts = (
            max(placed.place.centre.redial.most_calls, 2) + 1
        )  # who comes from the app calls at the second contact
        self._shares = Shares(
            np.array([_shares(self._columns[PLACE[name]]) for name in FLAGS]),
            np.array([CHAT in self._columns[PLACE[name]].draw.channels for name in FLAGS]),
            routes.chat,
            routes.until,
            routes.class_table,
        )

    def draw(self, who: Who) -> Floats:
        """What some calls carry, in the order of :data:`sim.lanes.centre.call_columns.COLUMNS`: shape (columns, calls)."""
        drawn = np.zeros((len(COLUMNS), len(who.lane)))
        for first in range(0, len(who.lane), BLOCK):
            part = slice(first, first + BLOCK)
            some, own = Who._make(column[part] for column in who), drawn[:, part]
            draw(self._addressed(some), self._at(int(some.day.min()), int(some.day.max())), own)
            self._to_values(some, own)
        return drawn

    def _addressed(self, who: Who) -> Who:
        """The same calls with the numbers that they have in addresses of random numbers."""
        asked = self._asking.addressed(who) if self._asking else who
        lane = who.lane % len(self._replications)
        return asked._replace(number=self._outages.entity_of(who.door, who.day, lane, asked.number))

    def write(self, calls: Rows, rows: Ints, who: Who, drawn: Floats) -> None:
        """Write calls into some rows of a table."""
        write(calls, as_numbers(calls), as_flags(calls), rows, who, drawn, self._shares)

    def follow(self, calls: Rows, rows: Ints) -> None:
        """Draw what contacts carry that follow others, of which the table knows who they are."""
        for first in range(0, len(rows), BLOCK):
            some = rows[first : first + BLOCK]
            since = calls["joined"][some]
            known = (calls[name][some].astype(np.int64) for name in KNOWN)
            who = Who._make((*known, calls["arrived"][some]))
            self.write(calls, some, who, self.draw(who))
            comes = who_comes(Expected.CALL_AGAIN, since, who.arrived, partial(_column_of, calls, some))
            if comes is not None:
                calls["comes"][some] = comes

    def _to_values(self, who: Who, drawn: Floats) -> None:
        """Let uniforms be what their laws say; those of flags are held against their shares when calls are written."""
        chats = self._chat[who.line] if self._chat.any() else False
        bearers, drawing = (
            SomeBearers(who.service, who.segment, who.attempt, chats),
            _Drawing(who.service, drawn),
        )
        for placed, values in zip(self._columns, drawn, strict=True):
            if placed.draw.column in FLAGS:
                continue
            if placed.varies:
                _become(placed, values, bearers, placed.among(drawing))
            elif placed.values is not None or placed.draw.law.absent:
                values[:] = placed.fixed(bearers)
            if chats is not False and CHAT not in placed.draw.channels:
                values[chats] = placed.draw.law.absent

    def _at(self, first: int, last: int) -> Addresses:
        """All addresses that contacts of some days' cases can have."""
        if (first, last) not in self._addresses:
            addresses = [
                (site, attempt, day)
                for day in range(first, last + 1)
                for site in self._sites
                for attempt in range(self._attempts)
            ]
            seeds, increments = self._dice.seeds([each.draw.stream for each in self._needed], addresses)
            for number, each in enumerate(self._needed):
                if each.draw.attempt is not None:  # the same at all attempts
                    of = np.arange(len(addresses)) // self._attempts * self._attempts + each.draw.attempt
                    seeds[:, number], increments[:, number] = seeds[of, number], increments[of, number]
            self._addresses[first, last] = Addresses(
                seeds,
                increments,
                np.array([PLACE[each.draw.column] for each in self._needed], dtype=np.int64),
                first,
                len(self._sites),
                self._attempts,
                self._replications.start,
                len(self._replications),
                np.zeros(len(self._needed), dtype=np.uint64),
            )
        return self._addresses[first, last]


class _Drawing(NamedTuple):
    """Calls of which some columns are drawn."""

    service: Ints
    drawn: Floats

    def column(self, name: str) -> Floats:
        """What they carry under a name."""
        found: Floats = self.drawn[PLACE[name]]
        return found


def _column_of(calls: Rows, rows: Ints, name: str) -> NDArray[Any]:
    """What is known of some calls."""
    return np.asarray(calls[name][rows])


def _become(placed: PlacedDraw, values: Floats, who: Bearers, rows: Ints | None) -> None:
    """Put what their law says in the place of uniforms; of some rows, if these are given."""
    assert placed.values is not None
    if rows is not None:
        values[rows] = placed.values.of(values[rows], some_of(who, rows))
        return
    found = placed.values.of(values, who)
    if found is not values:
        values[:] = found


def _only(draws: list[PlacedDraw]) -> PlacedDraw:
    """The one draw of a column: what calls carry is not made of several in lanes."""
    (draw,) = draws
    return draw


def _shares(placed: PlacedDraw) -> Floats:
    """By service, below which uniforms a flag is true."""
    if placed.values is None or placed.values.shares is None:
        return np.zeros(len(placed.place.services))
    return placed.values.shares
