"""The heads of a pool in one lane: who calls next, and from when on somebody can.

A head that gets free is no event. Those on duty are a heap of times until which they are busy, or since when they are free: the first
is who has been free longest (of one instant, the lower number) or, if all are busy, who is free next. Halls and call centres keep
their heads so; of a lane, these functions read the heap (`on_duty`), what is known of each head by its number (`heads`), and how many
of each pool are on duty (`desks`).
"""

from __future__ import annotations

from math import inf
from typing import Protocol

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole

ON_DUTY = np.dtype([("until", "f8"), ("number", "i8")], align=True)
"""A head on duty: until when it is busy, or since when it is free; its number."""


class AnyLane(Protocol):
    """What these functions read of a lane."""

    @property
    def on_duty(self) -> Rows:
        """Entries of `ON_DUTY`; those of a pool begin at its `first`."""

    @property
    def heads(self) -> Rows:
        """By number of the head; off duty, `until` is until when it is busy."""

    @property
    def desks(self) -> Rows:
        """By pool; `held` is how many are on duty."""


@woven
def free_at(lane: AnyLane, pool: Record, number: Whole) -> float:
    """From when on somebody is free; infinite if nobody is on duty."""
    return float(lane.on_duty[pool.first].until) if lane.desks[number].held else inf


@woven
def more_free_at(lane: AnyLane, pool: Record, number: Whole, reserve: Whole) -> float:
    """From when on more than `reserve` are free; infinite if there are no more on duty."""
    low, end = pool.first, pool.first + lane.desks[number].held
    least, count = -inf, 0
    while count <= reserve:
        following, alike = inf, 0
        for place in range(low, end):
            until = lane.on_duty[place].until
            if least < until < following:
                following, alike = until, 1
            elif until == following:
                alike += 1
        if following == inf:
            return inf
        least, count = following, count + alike
    return float(least)


@woven
def keep_busy(lane: AnyLane, pool: Record, number: Whole, until: float) -> None:
    """Who is called next is busy until then."""
    keep_busy_at(lane, pool, number, 0, until)


@woven
def keep_busy_at(lane: AnyLane, pool: Record, number: Whole, place: Whole, until: float) -> None:
    """Who stands at a place of those on duty is busy until then."""
    heads, low, size = lane.on_duty, pool.first, lane.desks[number].held
    head = heads[low + place].number
    below = 2 * place + 1
    while below < size:
        one = heads[low + below]
        if below + 1 < size and _before(heads, low + below + 1, one.until, one.number):
            below += 1
        if not _before(heads, low + below, until, head):
            break
        _move(heads, low + below, low + place)
        place, below = below, 2 * below + 1
    _put(heads[low + place], until, head)


@woven
def release(lane: AnyLane, pool: Record, number: Whole, head: Whole, now: float) -> None:
    """A head of whom it was not known until when it would be busy is free, if it is on duty."""
    place = find(lane, pool, number, head)
    if place < 0:
        lane.heads[head].until = now
    else:
        _rise(lane.on_duty, pool.first, place, now, head)


@woven
def find(lane: AnyLane, pool: Record, number: Whole, head: Whole) -> int:
    """The place of a head among those on duty; -1 if it is off duty."""
    for place in range(lane.desks[number].held):
        if lane.on_duty[pool.first + place].number == head:
            return place
    return -1


@woven
def come(lane: AnyLane, pool: Record, number: Whole, head: Whole, now: float) -> None:
    """A head comes on duty, free or still busy from before."""
    desk = lane.desks[number]
    desk.held += 1
    _rise(lane.on_duty, pool.first, desk.held - 1, max(lane.heads[head].until, now), head)


@woven
def go(lane: AnyLane, pool: Record, number: Whole, head: Whole) -> None:
    """A head goes, and ends what is at hand."""
    heads, low, desk = lane.on_duty, pool.first, lane.desks[number]
    place = find(lane, pool, number, head)
    lane.heads[head].until = heads[low + place].until
    desk.held -= 1
    for following in range(place, desk.held):
        one = heads[low + following + 1]
        _rise(heads, low, following, one.until, one.number)


@woven
def _rise(heads: Rows, low: Whole, place: Whole, until: float, head: Whole) -> None:
    """Put a head into the heap at a place, or nearer to the first."""
    while place:
        above = (place - 1) >> 1
        if _before(heads, low + above, until, head):
            break
        _move(heads, low + above, low + place)
        place = above
    _put(heads[low + place], until, head)


@woven
def _before(heads: Rows, place: Whole, until: float, head: Whole) -> bool:
    """Whether the head at a place is before another."""
    one = heads[place]
    return bool(one.until < until or (one.until == until and one.number < head))


@woven
def _move(heads: Rows, place: Whole, to: Whole) -> None:
    one = heads[place]
    _put(heads[to], one.until, one.number)


@woven
def _put(one: Record, until: float, head: Whole) -> None:
    one.until, one.number = until, head
