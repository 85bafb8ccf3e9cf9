"""What is to come in one lane, by time; of what is at one instant, by case."""

from __future__ import annotations

from math import nan

import numpy as np

from sim.compiling.compiled import compiled, woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import heap
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.rulings import contacts_again, move_of
from sim.lanes.centre.state import CentreLane
from sim.lanes.centre.table import FIRST, NOBODY, UNDER_WAY
from sim.lanes.phases import COME_IN, GIVE_UP, MOVE_ON, RISE

QUIT, MENU, COMES, HANDED, BACK = np.arange(5)
"""Patience ends; the menu ends for somebody who has called before; somebody calls again; a call is handed over; one that could
not be reached is back in the queue."""

PLACES = 1 << 24
"""More than the cases of a day at a door, of one replication."""

ATTEMPTS = 1 << 5
"""More than the contacts of a case."""


@woven
def place_of(call: Record) -> int:
    """What orders calls of one instant: by day, door and number of the case, and its contacts."""
    return int(((call.day * 128 + call.door) * PLACES + call.index) * ATTEMPTS + call.attempt)


# -- the heap of plans --------------------------------------------------------------------------------------------------


@woven
def plan(lane: CentreLane, time: float, place: Whole, row: Whole, kind: Whole) -> None:
    """Something is to come."""
    heap.push(lane.plans, lane.own.planned, time, place, row, kind)
    lane.own.planned += 1


@woven
def forget_next(lane: CentreLane) -> None:
    """What is to come next is planned no more."""
    lane.own.planned -= 1
    heap.pop(lane.plans, lane.own.planned)


@compiled
def renumber(calls: Rows, lane: CentreLane, numbers: Rows) -> None:
    """Rows are numbered anew: ``numbers[old]`` is the new number; of those whose patience ends only those who wait stay."""
    planned = lane.own.planned
    lane.own.planned = 0
    for number in range(planned):
        one = lane.plans[number]
        row = numbers[one.row]
        if row >= 0 and (one.kind != QUIT or calls[row].waits):
            plan(lane, one.time, one.place, row, one.kind)


# -- what is planned ----------------------------------------------------------------------------------------------------


@woven
def will_quit(lane: CentreLane, row: Whole, time: float) -> None:
    """The patience of a call will end."""
    plan(lane, time + GIVE_UP, row, row, QUIT)


@woven
def will_leave_menu(calls: Rows, lane: CentreLane, row: Whole, until: float) -> None:
    """Somebody who calls again is in the menu until then."""
    plan(lane, until + MOVE_ON, place_of(calls[row]), row, MENU)


@woven
def will_wait_again(calls: Rows, lane: CentreLane, row: Whole, time: float) -> None:
    """A call that could not be reached will be back in its queue."""
    plan(lane, time + RISE, place_of(calls[row]), row, BACK)


@woven
def hand_over(calls: Rows, lane: CentreLane, row: Whole, klass: Whole, time: float) -> None:
    """A call will wait for another agent."""
    new = _new_row(lane)
    calls[new] = calls[row]
    one = calls[new]
    one.first_wait, one.handed_over = one.started - one.joined, True
    one.klass, one.agent, one.pool, one.outcome, one.stage = klass, NOBODY, NOBODY, UNDER_WAY, UNDER_WAY
    one.joined, one.started, one.ended, one.freed = nan, nan, nan, nan
    plan(lane, time + MOVE_ON, place_of(calls[new]), new, HANDED)


@woven
def contact_again(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> None:
    """Let the case of a call that is over contact again, on the same line or another, if it does so within the horizon: what that
    contact carries is drawn later. Or let it be known that it visits a hall."""
    call = calls[row]
    if call.outcome == UNDER_WAY:
        return
    ending = rules.endings[call.outcome, call.line]
    if not contacts_again(call, ending.share, rules.centre[0].most_calls):
        return
    line, number = np.int64(call.line), move_of(call.moves, rules.moves, ending.first, ending.end)
    if number >= 0:
        line, call.hall = rules.moves[number].line, rules.moves[number].hall
    if call.hall >= 0:
        return
    time = call.ended + call.redials_after
    if time >= lane.common.end:
        return
    new = _new_row(lane)
    one = calls[new]
    one.lane, one.door, one.day, one.index = call.lane, call.door, call.day, call.index
    one.attempt, one.line, one.service, one.segment = call.attempt + 1, line, call.service, call.segment
    one.arrived, one.first_wait, one.handed_over, one.outcome = time, FIRST, False, UNDER_WAY
    one.joined = call.ended
    plan(lane, time + COME_IN, place_of(one), new, COMES)


@woven
def _new_row(lane: CentreLane) -> Whole:
    lane.common.count += 1
    return np.int64(lane.common.count - 1)
