"""Heads of an office who may have several orders in hand at once, in one lane: who takes the next one.

Each of these has a seat for each order. What is in hand ends at known times, so it is known from when on there is room for one more: that is until when the head
counts as busy (:mod:`sim.lanes.heads`).
"""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Whole
from sim.lanes.heads import keep_busy_at
from sim.lanes.office.state import OfficeLane


@woven
def in_hand(lane: OfficeLane, pool: Record, head: Whole, now: float) -> int:
    """How many orders a head has in hand who has room for one more."""
    if pool.at_once == 1:
        return 0
    first, count = _first_seat(pool, head), 0
    for seat in range(first, first + pool.at_once):
        count += lane.seats[seat] > now
    return count


@woven
def unchanged_since(lane: OfficeLane, pool: Record, head: Whole, now: float) -> float:
    """Since when a head has neither come, nor taken or ended an order."""
    first, since = _first_seat(pool, head), lane.heads[head].changed
    for seat in range(first, first + pool.at_once):
        if lane.seats[seat] <= now:
            since = max(since, lane.seats[seat])
    return float(since)


@woven
def next_place(lane: OfficeLane, pool: Record, number: Whole, now: float) -> Whole:
    """The place among those on duty of who takes the next order: who has fewest in hand, then who has gone longest without any change, then the lower number;
    somebody must have room."""
    found, fewest, longest, least = np.int64(0), pool.at_once, inf, np.int64(0)
    for place in range(lane.desks[number].held if pool.at_once > 1 else 0):
        one = lane.on_duty[pool.first + place]
        if one.until <= now:
            count, since = in_hand(lane, pool, one.number, now), unchanged_since(lane, pool, one.number, now)
            if (count, since, one.number) < (fewest, longest, least):
                found, fewest, longest, least = np.int64(place), count, since, one.number
    return found


@woven
def hold(lane: OfficeLane, pool: Record, number: Whole, place: Whole, until: float, now: float) -> None:
    """Who stands at a place of those on duty, and has room, has one more order in hand until a time."""
    if pool.at_once == 1:
        keep_busy_at(lane, pool, number, place, until)
        return
    head = lane.on_duty[pool.first + place].number
    first, room, is_held = _first_seat(pool, head), inf, False
    for seat in range(first, first + pool.at_once):
        if not is_held and lane.seats[seat] <= now:
            lane.seats[seat], is_held = until, True
        room = min(room, lane.seats[seat])
    lane.heads[head].changed = now
    keep_busy_at(lane, pool, number, place, max(room, now))


@woven
def _first_seat(pool: Record, head: Whole) -> Whole:
    return np.int64(pool.seat + (head - pool.first) * pool.at_once)
