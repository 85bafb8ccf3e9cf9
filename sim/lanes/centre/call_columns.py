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
from sim.draws import table as draws
from sim.draws.dice import GOLDEN
from sim.draws.place import CALLS
from sim.lanes import quick_dice
from sim.lanes.carried import columns_read
from sim.lanes.centre import rulings, table
from sim.lanes.centre.rulings import move_of
from sim.lanes.centre.table import (
    FIRST,
    FIRST_FLAG,
    FIRST_NUMBER,
    FLAGS,
    NO_OFFER,
    NOBODY,
    NUMBERS,
    UNDER_WAY,
)
from sim.lanes.quick_dice import fraction, mix
from sim.network.retrial_rules import NOWHERE
from sim.rules import phone

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]

ON_ARRIVAL, _ = columns_read(CALLS, ("arrival",))

COLUMNS = (*NUMBERS, *FLAGS, *ON_ARRIVAL)
"""What is drawn for a call, in the order in which the sampler has it: numbers and flags of the table, and what decides about its class."""

PLACE = {name: place for place, name in enumerate(COLUMNS)}
"""Where each column stands there."""

MENU, SPLIT = PLACE["menu"], PLACE["split"]
NUMBER_COUNT, FLAG_COUNT = len(NUMBERS), len(FLAGS)


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
    columns : ndarray
        Where the columns of these streams stand.
    day, doors, attempts : int
        The first of the days, and how many doors and attempts there are.
    first, replications : int
        The replication of the first lane, and how many there are; lanes of a second candidate begin with the first again.
    own : ndarray
        Room for the seeds of one lane at one address, by stream.
    """

    seeds: Bits
    increments: Bits
    columns: Ints
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
    flags : ndarray
        Below which uniforms a flag is true: shape (`FLAGS`, services).
    chats : ndarray
        Whether a flag can be true of a chat.
    chat : ndarray
        Whether each line is for chats.
    until, classes : ndarray
        As :class:`sim.lanes.centre.route_tables.RouteTables` has them.
    """

    flags: Floats
    chats: NDArray[np.bool_]
    chat: NDArray[np.bool_]
    until: Floats
    classes: NDArray[np.integer[Any]]


def _entries(sources: int) -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """The three functions that are compiled; anew when the sources change (see :func:`sim.compiling.compiled.digest`)."""

    @entry
    def draw(who: Who, at: Addresses, drawn: Floats) -> int:
        """Put uniforms of some calls into `drawn`, shape (columns, calls), but where they are not asked for."""
        last = lane = np.int64(-1)
        for number in range(len(who.lane)):
            which = ((who.day[number] - at.day) * at.doors + who.door[number]) * at.attempts + who.attempt[
                number
            ]
            if which != last or who.lane[number] != lane:
                last, lane = which, who.lane[number]
                _seed(at, which, lane)
            entity = np.uint64(who.number[number] + 1)
            for place in range(len(at.columns)):
                bits = mix(at.own[place] + entity * at.increments[which, place])
                drawn[at.columns[place], number] = fraction(bits)
        return sources

    @entry
    def write(
        calls: Rows, numbers: Rows, flags: Rows, rows: Ints, who: Who, drawn: Floats, shares: Shares
    ) -> int:
        """Write calls into some rows with what they carry, as it is drawn; nothing has happened to them yet."""
        for number in range(len(rows)):
            row = rows[number]
            call = calls[row]
            _write_who(call, who, number)
            for place in range(NUMBER_COUNT):
                numbers[row, FIRST_NUMBER + place] = drawn[place, number]
            _decide(call, flags[row], drawn, number, shares)
            call.first_wait, call.offered, call.tries, call.waits = FIRST, NO_OFFER, 0, False
            call.called_back, call.handed_over, call.comes = False, False, True
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
    for place in range(len(at.columns)):
        at.own[place] = mix(at.seeds[which, place] + replication)


@compiled
def _write_who(call: Any, who: Who, number: int) -> None:
    """What is known of a call before anything is drawn."""
    call.lane, call.line, call.index = who.lane[number], who.line[number], who.number[number]
    call.service, call.segment = who.service[number], who.segment[number]
    call.door, call.day, call.attempt = who.door[number], who.day[number], who.attempt[number]
    call.arrived = who.arrived[number]


@compiled
def _decide(call: Any, flags: Rows, drawn: Floats, number: int, shares: Shares) -> None:
    """What follows from the draws of a call at once."""
    chats = shares.chat[call.line]
    for place in range(FLAG_COUNT):
        happens = drawn[NUMBER_COUNT + place, number] < shares.flags[place, call.service]
        flags[FIRST_FLAG + place] = happens and (shares.chats[place] or not chats)
    way = 0
    for place in range(shares.until.shape[2] - 1):
        way += drawn[SPLIT, number] >= shares.until[call.line, call.service, place]
    call.klass = shares.classes[call.line, call.service, call.segment, way]


draw, write, choose = _entries(digest(dice, draws, phone, quick_dice, rulings, table))
