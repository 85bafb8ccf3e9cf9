"""The agents of a pool in one lane: who takes the next contact, and from when on somebody can.

An agent who gets free is no event. Times until which agents are busy, or since when they are free, carry the number of the
seat below the tick (:mod:`sim.lanes.ranks`): the least of them is who has been free longest or, if all are busy, who is free next.
The times of those on duty are a heap, from the first seat of the pool on.

Agents who chat have a seat for each chat at once: the one with fewest in hand takes the next, then the one longest unchanged.
Their heap is of the ends of the chats in hand, with the agent's first seat.
"""

from __future__ import annotations

from math import inf

import numpy as np

from sim.lanes.centre.state import COMES_ON, GOES, Day, Lane
from sim.lanes.compiled import Record, Rows, Whole, compiled
from sim.lanes.keys import number_of, time_of
from sim.lanes.ranks import TICK, UNIT

MANY = 65536.0
"""What a chat in hand counts for, in minutes: more than any time of a run."""


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


@compiled
def behind(seats: Rows, low: int, size: int, reserve: int) -> float:
    """When more than `reserve` agents are free; infinite if there are no more."""
    if reserve >= size:
        return inf
    least = seats[low].busy
    for _ in range(reserve):
        following = inf
        for place in range(low, low + size):
            if least < seats[place].busy < following:
                following = seats[place].busy
        least = following
    return float(least)


# -- who answers --------------------------------------------------------------------------------------------------------


@compiled
def take(lane: Lane, pool: Record, desk: Record, now: float) -> int:
    """The seat that takes a contact; :func:`keep_busy` follows."""
    if not pool.chats:
        return number_of(desk.free)
    seats = lane.seats
    while desk.held and seats[pool.first].busy < now + TICK:
        key = seats[pool.first].busy
        desk.held -= 1
        replace(seats, pool.first, desk.held, seats[pool.first + desk.held].busy)
        agent = seats[number_of(key)]
        agent.chats -= 1
        agent.rank = agent.chats * MANY + time_of(key)
    found = pool.first
    for seat in range(pool.first, pool.end, pool.at_once):
        if seats[seat].rank < seats[found].rank:
            found = seat
    seats[found].chats += 1
    seats[found].rank = _rank(seats[found].chats, pool.at_once, now)
    return int(found)


@compiled
def _rank(chats: Whole, at_once: int, now: float) -> float:
    return inf if chats == at_once else chats * MANY + now


@compiled
def keep_busy(lane: Lane, pool: Record, desk: Record, seat: int, until: float, now: float) -> None:
    """Who has just taken a contact is busy with it until then."""
    key = until + seat * UNIT
    if pool.chats:
        push(lane.seats, pool.first, desk.held, key)
        desk.held += 1
        _look(lane.seats, pool, desk, now)
    else:
        replace(lane.seats, pool.first, desk.held, key)
        desk.free = lane.seats[pool.first].busy


@compiled
def _look(seats: Rows, pool: Record, desk: Record, now: float) -> None:
    """See from when on somebody can take a contact."""
    if pool.chats:
        for seat in range(pool.first, pool.end, pool.at_once):
            if seats[seat].rank < inf:
                desk.free = now
                return
    desk.free = seats[pool.first].busy if desk.held else inf


# -- changes ------------------------------------------------------------------------------------------------------------


@compiled
def change(lane: Lane, pool: Record, desk: Record, day: Day, number: int, now: float) -> None:
    """Agents come on duty, free or still busy from before, or go, and end what is at hand."""
    moves, of_lane = day.moves, lane.own.number
    for seat in range(pool.first, pool.end, pool.at_once):
        if moves[number, of_lane, seat] & COMES_ON:
            _comes_on(lane.seats, pool, desk, seat, now)
    for seat in range(pool.first, pool.end, pool.at_once):
        if moves[number, of_lane, seat] & GOES:
            _goes(lane.seats, pool, desk, seat)
    for size in range(desk.held):
        push(lane.seats, pool.first, size, lane.seats[pool.first + size].busy)
    _look(lane.seats, pool, desk, now)


@compiled
def _comes_on(seats: Rows, pool: Record, desk: Record, seat: int, now: float) -> None:
    if not pool.chats:
        push(seats, pool.first, desk.held, max(seats[seat].away, now + seat * UNIT))
        desk.held += 1
        seats[seat].away = -inf
        return
    left = np.int64(0)
    for place in range(seat, seat + pool.at_once):
        if seats[place].away >= now + TICK:
            push(seats, pool.first, desk.held, seats[place].away)
            desk.held += 1
            left += 1
        seats[place].away = -inf
    seats[seat].chats = left
    seats[seat].rank = _rank(left, pool.at_once, now)


@compiled
def _goes(seats: Rows, pool: Record, desk: Record, seat: int) -> None:
    """An agent goes; the heap is one no more until it is made anew."""
    kept, gone = 0, seat
    for place in range(pool.first, pool.first + desk.held):
        key = seats[place].busy
        if number_of(key) == seat:
            seats[gone].away = key
            gone += 1
        else:
            seats[pool.first + kept].busy = key
            kept += 1
    desk.held = kept
    if pool.chats:
        seats[seat].rank = inf
