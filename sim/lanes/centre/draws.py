"""What those carry who contact a centre, at whatever contact and through whatever door: drawn for many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.calls import LineDemand, tries_of
from sim.dice import Stream
from sim.lanes.centre.board import Board
from sim.lanes.centre.carried import (
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
    draw,
    write,
)
from sim.lanes.compiled import Rows
from sim.onward import AGAIN
from sim.scenario.distributions import Distribution
from sim.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BLOCK = 4096
"""Calls that are drawn at once: few enough for the processor's cache (measured)."""


class Draws:
    """Draws what calls carry.

    Parameters
    ----------
    demands : sequence of LineDemand
        Who calls, by line, and behind them who comes to the app, if there is one.
    board : Board
        The centre's rules.
    replications : range
        Those of the lanes; the lanes of a second candidate follow those of the first.
    """

    def __init__(self, demands: Sequence[LineDemand], board: Board, replications: range) -> None:
        self._demands, self._demand, self._replications = demands, demands[0], replications
        self._drawn = np.zeros((len(STREAMS), BLOCK))
        self._needed = tuple(stream for stream in STREAMS if stream in self._demand.needed)
        self._menu, self._redial = self._demand.centre.menu, self._demand.centre.redial
        self._chat, self._addresses = board.chat, dict[tuple[int, int], Addresses]()
        self._hands_over = max(board.shares)
        self._again = max(getattr(self._redial, ending) for ending in AGAIN.values())
        in_menu = [service.phone.in_menu for service in self._demand.services]
        self._shares = Shares(
            self._menu.leave if self._menu else 0.0,
            np.array(in_menu if self._menu else np.zeros(len(in_menu))),
            self._redial.unsolved,
            self._redial.most_calls,
            board.chat,
            board.until,
            board.class_table,
        )

    def draw(self, calls: Rows, rows: Ints) -> None:
        """Draw what the calls in some rows carry, whose lane, case, line, matter and time are in them, and write it there."""
        for first in range(0, len(rows), BLOCK):
            some = rows[first : first + BLOCK]
            drawn = self._drawn[:, : len(some)]
            days = calls["day"][some]
            draw(calls, some, self._at(int(days.min()), int(days.max())), drawn)
            self._to_times(calls, some, drawn)
            write(calls, some, drawn, self._shares)

    def _to_times(self, calls: Rows, rows: Ints, drawn: Floats) -> None:
        """Let uniforms be times."""
        demand = self._demand
        service, attempt = calls["service"][rows].astype(np.int64), calls["attempt"][rows]
        talk = service + len(demand.services) * self._chat[calls["line"][rows]]
        drawn[MENU] = _times(self._menu.time if self._menu else None, drawn[MENU])
        drawn[TALK] = demand.talks.of(drawn[TALK], talk)
        drawn[AFTER] = demand.works.of(drawn[AFTER], service)
        drawn[PATIENCE] = demand.patiences.of(drawn[PATIENCE], service, attempt)
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
            )
        return self._addresses[first, last]


def _times(times: Distribution | None, uniforms: Floats) -> Floats:
    """Times in minutes, on the grid; none without a distribution."""
    return on_grid(times.inverse(uniforms)) if times else np.zeros(len(uniforms))
