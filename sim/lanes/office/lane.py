"""One lane of an office in the loop of all sites (:mod:`sim.lanes.loop`), order by order.

Events of its own are orders that go on to their next step, orders that reach a level of escalation, and new orders. That an order is closed is
no event: it is known when the last step begins.
"""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import compiled, woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import changes, clocks, grid, heads, heap, loop, phases
from sim.lanes.changes import COMES
from sim.lanes.clocks import next_meeting, work_end
from sim.lanes.grid import grid_of, time_of
from sim.lanes.heads import come, find, free_at, go
from sim.lanes.loop import DONE, NOBODY, NOWHERE, SiteFunctions, loop_of
from sim.lanes.office import (
    gathering,
    levels,
    line,
    own_heads,
    plans,
    rulebook,
    rulings,
    several,
    skills,
    state,
    table,
    waiting,
    way,
)
from sim.lanes.office.gathering import add_to_group, gather, let_go, plan_end_of_wait
from sim.lanes.office.levels import escalate, pause, start_clock
from sim.lanes.office.own_heads import first_for, is_own, next_free, next_taker
from sim.lanes.office.plans import (
    CREATE,
    DAY_BEGINS,
    DAY_ENDS,
    ESCALATE,
    FOR_ALL,
    GOES_ON,
    JOIN,
    REACHES,
    WAITED,
    YIELDS,
    plan,
)
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import accepts, gathers, pauses, stands_from
from sim.lanes.office.several import hold, in_hand, next_place
from sim.lanes.office.skills import first_of, has_work
from sim.lanes.office.state import OfficeLane
from sim.lanes.office.waiting import await_day, enter_line, leave_line, let_in, stand_for_all
from sim.lanes.office.way import go_forward, next_desk
from sim.lanes.phases import CALL
from sim.log import orders as log_of_orders
from sim.network import itineraries
from sim.rules import office as rules_of_offices
from sim.time import deadlines, meetings, ticks, working_hours

PARTS = (
    changes,
    clocks,
    deadlines,
    gathering,
    grid,
    heads,
    heap,
    itineraries,
    levels,
    line,
    log_of_orders,
    loop,
    meetings,
    own_heads,
    phases,
    plans,
    rulebook,
    rules_of_offices,
    rulings,
    several,
    skills,
    state,
    table,
    ticks,
    waiting,
    way,
    working_hours,
)
"""The modules that what is compiled here takes from."""

WORKING, MEETING = np.int64(itineraries.WORKING), np.int64(itineraries.MEETING)


# -- what is next -------------------------------------------------------------------------------------------------------


@woven
def _next_event(orders: Rows, rules: OfficeRules, lane: OfficeLane) -> float:
    """When an order goes on, reaches a level, or comes in."""
    own = lane.own
    moment = lane.plans[0].time if own.planned else inf
    if own.at < own.end:
        moment = min(moment, max(orders[own.at].created, rules.office[0].begins) + CREATE)
    return float(moment)


@woven
def _next_call(orders: Rows, rules: OfficeRules, lane: OfficeLane, moment: float) -> float:
    """When a head next takes an order that waits."""
    if not lane.own.waiting:
        return inf
    found = inf
    for number in range(len(rules.pools)):
        pool = rules.pools[number]
        if pool.own:
            found = min(found, next_free(rules, lane, pool, number))
        elif has_work(rules, lane, pool):
            found = min(found, free_at(lane, pool, number))
    return float(max(found, lane.own.now) + CALL)


@woven
def _hindrance(orders: Rows, rules: OfficeRules, lane: OfficeLane, moment: float) -> int:
    """There is room for all that can be planned about each order."""
    return DONE


@woven
def _event(orders: Rows, rules: OfficeRules, lane: OfficeLane, moment: float) -> tuple[Whole, Whole]:
    """An order goes on to its next step, reaches a level, or comes in."""
    own = lane.own
    own.now = time_of(moment)
    if own.planned and lane.plans[0].time == moment:
        row, kind = lane.plans[0].row, lane.plans[0].kind
        own.planned -= 1
        heap.pop(lane.plans, own.planned)
        if kind == WAITED:
            if lane.groups[row].until + JOIN == moment:
                let_go(orders, lane, rules, row)
            return NOBODY, NOWHERE
        if kind == REACHES:
            if moment != orders[row].escalates + ESCALATE:
                return row, NOWHERE  # a pause has put it off
            return row, escalate(orders, rules, lane, row)
        if kind == YIELDS:
            stand_for_all(orders, rules, lane, row)
            return row, NOWHERE
        if kind == DAY_ENDS:
            if orders[row].waits and orders[row].shuts == moment:
                leave_line(orders, rules, lane, row)
                await_day(orders, rules, lane, row, lane.steps[orders[row].step].desk)
            return row, NOWHERE
        if kind == DAY_BEGINS:
            begins = orders[row].opens + JOIN == moment
            return row, np.int64(lane.steps[orders[row].step].desk) if begins else NOWHERE
        orders[row].ready = inf
        if lane.steps[orders[row].step].ended <= own.now:  # else it has waited for its customer
            go_forward(lane, orders[row])
    else:
        row = own.at
        own.at += 1
        if not rules.categories[orders[row].rules].on_acceptance:
            start_clock(orders, rules, lane, row, orders[row].created)
    return row, next_desk(lane, orders[row])


# -- staff and lines ----------------------------------------------------------------------------------------------------


@woven
def _change(orders: Rows, rules: OfficeRules, lane: OfficeLane, change: Record) -> None:
    """A head comes or goes."""
    pool = rules.pools[change.pool]
    if change.kind == COMES:
        come(lane, pool, change.pool, change.number, lane.own.now)
        lane.heads[change.number].changed = lane.own.now
    else:
        go(lane, pool, change.pool, change.number)


@woven
def _changed(orders: Rows, rules: OfficeRules, lane: OfficeLane) -> None:
    """Nothing follows from changes that is not seen anew."""


@woven
def _call(orders: Rows, rules: OfficeRules, lane: OfficeLane, moment: float) -> tuple[Whole, Whole]:
    """The row of whoever goes first, and the pool that takes it: the first one with somebody free."""
    own = lane.own
    own.now = max(own.now, moment - CALL)
    for number in range(len(rules.pools)):
        pool, row = rules.pools[number], NOBODY
        if pool.own:
            own.taker = next_taker(rules, lane, pool, number, own.now)
            if own.taker >= 0:
                row = first_for(orders, rules, lane, pool, own.taker)
        elif has_work(rules, lane, pool) and free_at(lane, pool, number) <= own.now:
            row = first_of(orders, rules, lane, pool)
        if row >= 0:
            leave_line(orders, rules, lane, row)
            return row, np.int64(number)
    return NOBODY, NOWHERE


@woven
def _join(
    orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole, change: float
) -> Whole:
    """Stand in line at a desk, after a wait that comes before; returns the pool that takes it at once, or -1."""
    if orders[row].opens != lane.own.now:  # else it has stood here, and its day begins
        if _lies_first(orders, rules, lane, row, desk):
            return NOWHERE
        step = lane.steps[orders[row].step]
        orders[row].joined, step.joined, step.desk = lane.own.now, lane.own.now, desk
    return np.int64(let_in(orders, rules, lane, row, desk))


@woven
def _lies_first(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole) -> bool:
    """Accept an order at its right department; whether it waits for its customer, or for others, before it stands in line at a desk."""
    order, now, kind = orders[row], lane.own.now, lane.steps[orders[row].step].kind
    if accepts(kind, order.accepted):
        order.accepted = now
        if rules.categories[order.rules].on_acceptance:
            start_clock(orders, rules, lane, row, now)
        if _lies(orders, rules, lane, row):
            return True
    group = rules.batches.group[desk, order.region]
    if not gathers(kind, group, order.has_gathered):
        return False
    gather(orders, rules, lane, row, group)
    return True


@woven
def _lies(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> bool:
    """Stop the clock of an accepted order, if it has a pause; whether it waits for its customer, and stands in line only then."""
    order, now = orders[row], lane.own.now
    if pauses(order.due, order.pause, now):
        pause(orders, rules, lane, row, now + order.pause)
    ready = stands_from(order.pause, order.for_customer, now)
    if ready > now:
        order.ready = ready
        plan(lane, ready + JOIN, row, GOES_ON)
    return bool(ready > now)


# -- the way of an order ------------------------------------------------------------------------------------------------


@woven
def _start(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, number: Whole) -> None:
    """The head of a pool who is called first, or who was found to take it, begins with an order."""
    order, pool, now = orders[row], rules.pools[number], lane.own.now
    step, place = lane.steps[order.step], _place(lane, pool, number)
    head = lane.on_duty[pool.first + place].number
    if rules.desks[pool.desk].own > rules.desks[pool.desk].first:
        order.owned += 1
        order.by_own += is_own(rules, lane, order, pool.desk, head)
    speed = rules.speed[number, order.category] * rules.pace[number, in_hand(lane, pool, head, now)]
    step.minutes = grid_of(step.work / speed) + step.travel
    step.pool, step.head, step.started = number, head - pool.first, now
    step.ended = work_end(lane.hours, lane.own.first_head + head, now, step.minutes)
    step.turn = order.begun
    order.begun += 1
    step.alone = max(now, lane.heads[head].busy)
    lane.heads[head].busy = max(step.ended, lane.heads[head].busy)
    hold(lane, pool, number, place, step.ended, now)
    ready = step.ended + step.lag
    if step.lag_clock == WORKING:
        ready = work_end(rules.time.hours, 0, step.ended, step.lag)
    elif step.lag_clock == MEETING:
        category = rules.categories[order.rules]
        held = next_meeting(rules.meetings, category.meeting, category.meetings_end, step.ended)
        ready = held + category.meeting_lasts
    if order.step == order.last:
        order.closed = ready
    elif ready < inf:
        order.ready = ready
        plan(lane, ready + JOIN, row, GOES_ON)


@woven
def _place(lane: OfficeLane, pool: Record, number: Whole) -> Whole:
    """The place among those on duty of the head who takes an order."""
    taker = lane.own.taker
    lane.own.taker = NOWHERE
    return np.int64(
        next_place(lane, pool, number, lane.own.now) if taker < 0 else find(lane, pool, number, taker)
    )


@woven
def _follow(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> None:
    """What follows a step is planned when it begins."""


run = loop_of(
    SiteFunctions(
        _next_event, _next_call, _hindrance, _change, _changed, _call, _event, _join, _start, _follow
    )
)
"""The loop of an office."""


# -- from day to day ----------------------------------------------------------------------------------------------------


@compiled
def resume(orders: Rows, rules: OfficeRules, lane: OfficeLane, first: Whole) -> None:
    """Orders that a lane has from the day before, which begin at a row, stand in line and are planned as they were; those behind them are new."""
    own = lane.own
    own.planned, own.waiting = 0, 0
    for desk in range(len(lane.lines)):
        lane.lines[desk].first, lane.lines[desk].length = NOBODY, 0
    for group in range(len(lane.groups)):
        lane.groups[group].first, lane.groups[group].length = NOBODY, 0
        plan_end_of_wait(lane, np.int64(group))
    for row in range(first, own.at):
        order = orders[row]
        if order.waits:
            enter_line(orders, rules, lane, row)
            if order.shuts < inf:
                plan(lane, order.shuts, row, DAY_ENDS)
            if order.for_all < inf:
                plan(lane, order.for_all + FOR_ALL, row, YIELDS)
        if order.group >= 0:
            add_to_group(orders, lane, row, order.group)
        if order.opens < inf:
            plan(lane, order.opens + JOIN, row, DAY_BEGINS)
        if order.ready < inf:
            plan(lane, order.ready + JOIN, row, GOES_ON)
        if order.escalates < inf:
            plan(lane, order.escalates + ESCALATE, row, REACHES)
