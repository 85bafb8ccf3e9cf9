"""The agents of a pool in one lane: who takes the next contact, and from when on somebody can.

An agent who gets free is no event. Times until which agents are busy, or since when they are free, carry the number of the
seat below the tick (:mod:`sim.lanes.ranks`): the least of them is who has been free longest or, if all are busy, who is free next.
The times of those on duty are a heap, from the first seat of the pool on.

Agents who chat have several seats each, and no heap: see :mod:`sim.lanes.centre.chatters`.
"""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.centre import chatters
from sim.lanes.centre.state import COMES_ON, GOES, Day, Lane
from sim.lanes.keys import number_of, time_of
from sim.lanes.ranks import UNIT

# -- the heap -----------------------------------------------------------------------------------------------------------


@compiled
def push(seats: Rows, low: int, size: int, key: float) -> None:
    """Add a time to the heap that begins at `low`."""
    place = size
    while place:
        above = (place - 1) >> 1
        if seats[low + above].busy <= key:
            break
        seats[low + place].busy = seats[low + above].busy
        place = above
    seats[low + place].busy = key


@compiled
def replace(seats: Rows, low: int, size: int, key: float) -> None:
    """Put a time in the place of the least."""
    place, below = 0, 1
    while below < size:
        if below + 1 < size and seats[low + below + 1].busy < seats[low + below].busy:
            below += 1
        if seats[low + below].busy >= key:
            break
        seats[low + place].busy = seats[low + below].busy
        place, below = below, 2 * below + 1
    seats[low + place].busy = key


# -- who answers --------------------------------------------------------------------------------------------------------


@compiled
def free_for(desk: Record, chats: bool) -> float:
    """From when on somebody can take a call, or a chat; carries the number of a seat."""
    return float(desk.chat if chats else desk.free)


@compiled
def behind(seats: Rows, pool: Record, desk: Record, chats: bool, reserve: int) -> float:
    """When more than `reserve` agents can take a call, or a chat; infinite if there are no more."""
    if pool.chats:
        return chatters.more_than(seats, pool, int(chats), reserve)
    if reserve >= desk.held:
        return inf
    least = seats[pool.first].busy
    for _ in range(reserve):
        following = inf
        for place in range(pool.first, pool.first + desk.held):
            if least < seats[place].busy < following:
                following = seats[place].busy
        least = following
    return float(least)


@compiled
def rank(seats: Rows, pool: Record, desk: Record, chats: bool, now: float) -> tuple[int, float]:
    """Chats in hand of who takes the next call, or chat, and since when that agent has been free, or unchanged."""
    if pool.chats:
        return chatters.best(seats, pool, int(chats), now)[1:]
    return 0, time_of(desk.free)


@compiled
def take(lane: Lane, pool: Record, desk: Record, chats: bool, now: float) -> tuple[int, int]:
    """The seat that takes a call, or a chat, and the chats that its agent has in hand; :func:`keep_busy` follows."""
    if pool.chats:
        return chatters.take(lane.seats, pool, int(chats), now)
    return number_of(desk.free), 0


@compiled
def keep_busy(lane: Lane, pool: Record, desk: Record, seat: int, until: float, now: float) -> None:
    """Who has just taken a contact is busy with it until then."""
    if pool.chats:
        chatters.hold(lane.seats, pool, desk, seat, until, now)
    else:
        replace(lane.seats, pool.first, desk.held, until + seat * UNIT)
        desk.free = lane.seats[pool.first].busy


# -- changes ------------------------------------------------------------------------------------------------------------


@compiled
def change(lane: Lane, pool: Record, desk: Record, day: Day, number: int, now: float) -> None:
    """Agents come on duty, free or still busy from before, or go, and end what is at hand."""
    moves, of_lane = day.moves, lane.own.number
    for seat in range(pool.first, pool.end, pool.width):
        if moves[number, of_lane, seat] & COMES_ON:
            if pool.chats:
                chatters.change(lane.seats, pool, seat, now)
            else:
                _comes_on(lane.seats, pool, desk, seat, now)
    for seat in range(pool.first, pool.end, pool.width):
        if moves[number, of_lane, seat] & GOES:
            if pool.chats:
                chatters.go(lane.seats, seat)
            else:
                _goes(lane.seats, pool, desk, seat)
    if pool.chats:
        chatters.look(lane.seats, pool, desk)
    else:
        _look(lane.seats, pool, desk)


@compiled
def _look(seats: Rows, pool: Record, desk: Record) -> None:
    """Make the heap anew, and see from when on somebody can take a call."""
    for size in range(desk.held):
        push(seats, pool.first, size, seats[pool.first + size].busy)
    desk.free = seats[pool.first].busy if desk.held else inf


@compiled
def _comes_on(seats: Rows, pool: Record, desk: Record, seat: Whole, now: float) -> None:
    push(seats, pool.first, desk.held, max(seats[seat].away, now + seat * UNIT))
    desk.held += 1
    seats[seat].away = -inf


@compiled
def _goes(seats: Rows, pool: Record, desk: Record, seat: Whole) -> None:
    """An agent goes; the heap is one no more until it is made anew."""
    kept = 0
    for place in range(pool.first, pool.first + desk.held):
        key = seats[place].busy
        if number_of(key) == seat:
            seats[seat].away = key
        else:
            seats[pool.first + kept].busy = key
            kept += 1
    desk.held = kept
