"""The agents of a pool that takes chats in one lane: who has how many in hand, and who can take another, or a call.

Each has a seat for a call and, behind it, one for each chat at once. What is in hand ends at known times, so it is known from when
on there is *room* for one more, until the agent takes something, comes or goes: a call is taken with at most `during_call` chats in
hand; a chat while a seat for it is free, and in a call with less than `during_call`. In these functions `chat` is 0 for a call and 1
for a chat: of the first two seats of an agent, that one keeps from when on there is room.
"""

from __future__ import annotations

from math import inf

from sim.lanes.compiled import Record, Rows, compiled


@compiled
def take(seats: Rows, pool: Record, chat: int, now: float) -> int:
    """The seat that takes a contact; somebody must have room for it, and :func:`hold` follows."""
    seat = best(seats, pool, chat, now) + chat
    while seats[seat].busy > now:
        seat += 1
    return int(seat)


@compiled
def best(seats: Rows, pool: Record, chat: int, now: float) -> int:
    """First seat of who takes a contact: fewest chats in hand first, then the one longest unchanged, then the lower number."""
    found, fewest, longest = pool.first, pool.width, inf
    for first in range(pool.first, pool.end, pool.width):
        if seats[first + chat].room <= now:
            chats, since = in_hand(seats, pool, first, now), unchanged(seats, pool, first, now)
            if chats < fewest or (chats == fewest and since < longest):
                found, fewest, longest = first, chats, since
    return int(found)


@compiled
def in_hand(seats: Rows, pool: Record, first: int, now: float) -> int:
    """How many chats an agent has in hand."""
    chats = 0
    for seat in range(first + 1, first + pool.width):
        chats += seats[seat].busy > now
    return chats


@compiled
def unchanged(seats: Rows, pool: Record, first: int, now: float) -> float:
    """Since when an agent has neither come on duty nor taken or ended anything."""
    since = seats[first].since
    for seat in range(first, first + pool.width):
        if seats[seat].busy <= now:
            since = max(since, seats[seat].busy)
    return float(since)


@compiled
def first_of(pool: Record, seat: int) -> int:
    """The first seat of an agent who has this one."""
    return int(seat - (seat - pool.first) % pool.width)


@compiled
def hold(seats: Rows, pool: Record, desk: Record, seat: int, until: float, now: float) -> None:
    """A seat has just been taken, until then."""
    seats[seat].busy = until
    _changes(seats, pool, first_of(pool, seat), now)
    look(seats, pool, desk)


@compiled
def look(seats: Rows, pool: Record, desk: Record) -> None:
    """See from when on somebody can take a call, and a chat, and how many are on duty."""
    desk.free, desk.chat, desk.held = inf, inf, 0
    for first in range(pool.first, pool.end, pool.width):
        desk.free, desk.chat = min(desk.free, seats[first].room), min(desk.chat, seats[first + 1].room)
        desk.held += seats[first].room < inf


@compiled
def more_than(seats: Rows, pool: Record, chat: int, reserve: int) -> float:
    """From when on more than `reserve` agents have room; infinite if there are no more."""
    least, count = -inf, 0
    while count <= reserve:
        following, same = inf, 0
        for seat in range(pool.first + chat, pool.end, pool.width):
            room = seats[seat].room
            if least < room < following:
                following, same = room, 1
            elif room == following:
                same += 1
        if following == inf:
            return inf
        least, count = following, count + same
    return least


# -- changes ------------------------------------------------------------------------------------------------------------


@compiled
def change(seats: Rows, pool: Record, first: int, comes: bool, now: float) -> None:
    """An agent comes on duty, with what is still in hand, or goes; :func:`look` follows."""
    if comes:
        _changes(seats, pool, first, now)
    else:
        seats[first].room = seats[first + 1].room = inf


@compiled
def _changes(seats: Rows, pool: Record, first: int, now: float) -> None:
    """An agent has come on duty or taken something: see from when on there is room for more."""
    seats[first].since, call = now, seats[first].busy
    can_call = max(call, _fewer(seats, pool, first, pool.during_call + 1))
    can_chat = min(call, _fewer(seats, pool, first, pool.during_call))
    seats[first].room = max(now, can_call)
    seats[first + 1].room = max(now, can_chat, _fewer(seats, pool, first, pool.width - 1))


@compiled
def _fewer(seats: Rows, pool: Record, first: int, number: int) -> float:
    """From when on an agent has fewer than so many chats in hand: when all end but one less."""
    if number >= pool.width:
        return -inf
    found = inf
    for seat in range(first + 1, first + pool.width):
        later = 0
        for other in range(first + 1, first + pool.width):
            later += seats[other].busy > seats[seat].busy
        if later < number:
            found = min(found, seats[seat].busy)
    return float(found)
