"""The agents of a pool that takes chats in one lane: who has how many in hand, and who can take another, or a call.

Each has a seat for a call and, behind it, one for each chat at once. What is in hand ends at known times, so it is known from when
on there is *room* for one more, until the agent takes something, comes or goes. Of the first two seats of an
agent, that one keeps from when on there is room which has the number of `chat`: 0 for a call, 1 for a chat.
"""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.centre.rulings import can_take_call, can_take_chat


@compiled
def take(seats: Rows, pool: Record, chat: bool, now: float) -> tuple[int, int]:
    """The seat that takes a contact, and its agent's chats in hand before; somebody must have room, and :func:`hold` follows."""
    seat, chats, _ = best(seats, pool, chat, now)
    seat += chat
    while seats[seat].until > now:
        seat += 1
    return seat, chats


@compiled
def best(seats: Rows, pool: Record, chat: bool, now: float) -> tuple[int, int, float]:
    """First seat of who takes a contact, with the chats in hand, and since when nothing has changed: fewest chats first, then the one
    longest unchanged, then the lower number."""
    found, fewest, longest = pool.first, pool.width, inf
    for first in range(pool.first, pool.end, pool.width):
        if seats[first + chat].room <= now:
            chats, since = 0, seats[first].since
            for seat in range(first, first + pool.width):
                if seats[seat].until <= now:
                    since = max(since, seats[seat].until)
                else:
                    chats += seat > first
            if chats < fewest or (chats == fewest and since < longest):
                found, fewest, longest = first, chats, since
    return found, fewest, longest


@compiled
def hold(seats: Rows, pool: Record, desk: Record, seat: int, until: float, now: float) -> None:
    """A seat has just been taken, until then."""
    seats[seat].until = until
    change(seats, pool, seat - (seat - pool.first) % pool.width, now)
    look(seats, pool, desk)


@compiled
def look(seats: Rows, pool: Record, desk: Record) -> None:
    """See from when on somebody can take a call, and a chat, and how many are on duty."""
    desk.call, desk.chat, desk.held = inf, inf, 0
    for first in range(pool.first, pool.end, pool.width):
        desk.call, desk.chat = min(desk.call, seats[first].room), min(desk.chat, seats[first + 1].room)
        desk.held += seats[first].room < inf


@compiled
def more_than(seats: Rows, pool: Record, chat: bool, reserve: Whole) -> float:
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
def go(seats: Rows, first: Whole) -> None:
    """An agent goes, and ends what is in hand; :func:`look` follows."""
    for seat in range(first, first + 2):
        seats[seat].room = inf


@compiled
def change(seats: Rows, pool: Record, first: Whole, now: float) -> None:
    """An agent comes on duty, with what is still in hand, or has taken something: see from when on there is room for more; :func:`look`
    follows. Until the agent takes something again, that is now, or when something ends."""
    for_call = for_chat = inf
    for seat in range(first, first + pool.width):
        then, chats = max(now, seats[seat].until), 0
        for other in range(first + 1, first + pool.width):
            chats += seats[other].until > then
        in_call = seats[first].until > then
        if can_take_call(in_call, chats, pool):
            for_call = min(for_call, then)
        if can_take_chat(in_call, chats, pool):
            for_chat = min(for_chat, then)
    for_both: tuple[Record, Record] = seats[first], seats[first + 1]
    for_both[0].since, for_both[0].room, for_both[1].room = now, for_call, for_chat
