"""What calls carry, compiled: the uniforms of each at their addresses, and its row in the table."""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling.compiled import compiled, digest, entry
from sim.compiling.entries import Rows
from sim.draws import dice
from sim.draws.dice import GOLDEN, Stream
from sim.lanes import quick_dice
from sim.lanes.centre import rulings, table
from sim.lanes.centre.rulings import move_of
from sim.lanes.centre.table import FIRST, NO_OFFER, NOBODY, UNDER_WAY
from sim.lanes.quick_dice import fraction, mix
from sim.network.retrial_rules import NOWHERE
from sim.rules import phone

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]

STREAMS = (
    Stream.MENU_TIME,
    Stream.MENU_LEAVE,
    Stream.MENU_SERVE,
    Stream.HANDLE,
    Stream.AFTER_CALL,
    Stream.PATIENCE,
    Stream.SOLVE,
    Stream.BALK,
    Stream.SPLIT,
    Stream.REDIAL,
    Stream.REDIAL_TIME,
    Stream.MOVE,
    Stream.CALLBACK,
    Stream.REACHED,
    Stream.TRANSFER,
    Stream.TRANSFER_TALK,
    Stream.TRANSFER_SOLVE,
)
"""What is drawn for a call, in the order of the numbers below."""

(
    MENU,
    LEAVES_MENU,
    IN_MENU,
    TALK,
    AFTER,
    PATIENCE,
    SOLVE,
    BALK,
    SPLIT,
    REDIAL,
    REDIAL_AFTER,
    MOVES,
    ACCEPTS,
    REACHED_AT,
    HANDS_OVER,
    SECOND_TALK,
    SECOND_SOLVE,
) = range(len(STREAMS))


class Who(NamedTuple):
    """What is known of calls before anything is drawn: columns as :data:`sim.lanes.centre.table.CALL` has them, but that `number` is
    its `index`."""

    lane: Ints
    line: Ints
    service: Ints
    segment: Ints
    door: Ints
    day: Ints
    number: Ints
    attempt: Ints
    arrived: Floats


class Addresses(NamedTuple):
    """Where the draws of calls are found.

    Attributes
    ----------
    seeds, increments : ndarray
        As :meth:`sim.draws.dice.Dice.seeds` gives them, by days, doors and attempts as one number, and by stream.
    streams : ndarray
        Numbers of these streams.
    day, doors, attempts : int
        The first of the days, and how many doors and attempts there are.
    first, replications : int
        The replication of the first lane, and how many there are; lanes of a second candidate begin with the first again.
    own : ndarray
        Room for the seeds of one lane at one address, by stream.
    """

    seeds: Bits
    increments: Bits
    streams: Ints
    day: int
    doors: int
    attempts: int
    first: int
    replications: int
    own: Bits


class Shares(NamedTuple):
    """What uniforms are held against when a call is drawn.

    Attributes
    ----------
    leaves : float
        Share that hangs up at the end of the menu.
    served : ndarray
        Share of each service that the menu serves.
    chat : ndarray
        Whether each line is for chats.
    until, classes : ndarray
        As :class:`sim.lanes.centre.route_tables.RouteTables` has them.
    """

    leaves: float
    served: Floats
    chat: NDArray[np.bool_]
    until: Floats
    classes: NDArray[np.integer[Any]]


def _entries(sources: int) -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """The three functions that are compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def draw(who: Who, at: Addresses, drawn: Floats) -> int:
        """Put uniforms of some calls into `drawn`, shape (streams, calls), but where the stream is not asked for."""
        last = lane = np.int64(-1)
        for number in range(len(who.lane)):
            which = ((who.day[number] - at.day) * at.doors + who.door[number]) * at.attempts + who.attempt[
                number
            ]
            if which != last or who.lane[number] != lane:
                last, lane = which, who.lane[number]
                _seed(at, which, lane)
            entity = np.uint64(who.number[number] + 1)
            for place in range(len(at.streams)):
                bits = mix(at.own[place] + entity * at.increments[which, place])
                drawn[at.streams[place], number] = fraction(bits)
        return sources

    @entry
    def write(calls: Rows, rows: Ints, who: Who, drawn: Floats, shares: Shares) -> int:
        """Write calls into some rows with what they carry, as it is drawn; nothing has happened to them yet."""
        for number in range(len(rows)):
            call = calls[rows[number]]
            _write_who(call, who, number)
            _write_draws(call, drawn, number)
            _decide(call, drawn, number, shares)
            call.first_wait, call.offered, call.tries, call.waits = FIRST, NO_OFFER, 0, False
            call.called_back, call.handed_over = False, False
            call.joined, call.started, call.ended, call.freed = nan, nan, nan, nan
            call.agent, call.pool, call.outcome, call.stage = NOBODY, NOBODY, UNDER_WAY, UNDER_WAY
            call.turn, call.ahead, call.behind, call.hall = 0, 0, 0, NOWHERE
        return sources

    @entry
    def choose(draws: Floats, moves: Rows, line: Ints) -> int:
        """The line to which each draw means to go; it stays what it is where that is none."""
        for number in range(len(draws)):
            move = move_of(draws[number], moves, 0, len(moves))
            if move >= 0:
                line[number] = moves[move].line
        return sources

    return draw, write, choose


@compiled
def _seed(at: Addresses, which: int, lane: int) -> None:
    """Find the seeds of a lane at an address: the calls of one door and lane follow each other."""
    replication = np.uint64(at.first + lane % at.replications + 1) * np.uint64(GOLDEN)
    for place in range(len(at.streams)):
        at.own[place] = mix(at.seeds[which, place] + replication)


@compiled
def _write_who(call: Any, who: Who, number: int) -> None:
    """What is known of a call before anything is drawn."""
    call.lane, call.line, call.index = who.lane[number], who.line[number], who.number[number]
    call.service, call.segment = who.service[number], who.segment[number]
    call.door, call.day, call.attempt = who.door[number], who.day[number], who.attempt[number]
    call.arrived = who.arrived[number]


@compiled
def _write_draws(call: Any, drawn: Floats, number: int) -> None:
    """What a call carries as it is drawn."""
    call.menu, call.talk, call.after_call = drawn[MENU, number], drawn[TALK, number], drawn[AFTER, number]
    call.patience, call.balk, call.solve = drawn[PATIENCE, number], drawn[BALK, number], drawn[SOLVE, number]
    call.redials, call.redials_after = drawn[REDIAL, number], drawn[REDIAL_AFTER, number]
    call.moves, call.hands_over = drawn[MOVES, number], drawn[HANDS_OVER, number]
    call.second_talk, call.second_solve = drawn[SECOND_TALK, number], drawn[SECOND_SOLVE, number]
    call.accepts, call.reached_at = drawn[ACCEPTS, number], drawn[REACHED_AT, number]


@compiled
def _decide(call: Any, drawn: Floats, number: int, shares: Shares) -> None:
    """What follows from the draws of a call at once."""
    phone = not shares.chat[call.line]
    call.leaves_menu = phone and drawn[LEAVES_MENU, number] < shares.leaves
    call.in_menu = phone and drawn[IN_MENU, number] < shares.served[call.service]
    way = 0
    for place in range(shares.until.shape[2] - 1):
        way += drawn[SPLIT, number] >= shares.until[call.line, call.service, place]
    call.klass = shares.classes[call.line, call.service, call.segment, way]


draw, write, choose = _entries(digest(dice, phone, quick_dice, rulings, table))
