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
from sim.lanes.clocks import (
    due,
    due_after_pause,
    inside_from,
    inside_until,
    minutes_run,
    next_meeting,
    time_at_share,
    work_end,
)
from sim.lanes.grid import grid_of, time_of
from sim.lanes.heads import come, free_at, go, keep_busy
from sim.lanes.loop import DONE, NOBODY, NOWHERE, SiteFunctions, loop_of
from sim.lanes.office import line, rulebook, rulings, state, table
from sim.lanes.office.line import leave, stand
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import (
    accepts,
    desk_of,
    gathers,
    has_days,
    is_closed,
    moves_to,
    pauses,
    raised_priority,
    stands_from,
    work_share,
)
from sim.lanes.office.state import OfficeLane
from sim.lanes.phases import CALL, COME_IN, MOVE_ON, RISE
from sim.log import orders as log_of_orders
from sim.network import itineraries
from sim.rules import office as rules_of_offices
from sim.time import deadlines, meetings, ticks, working_hours

PARTS = (
    changes,
    clocks,
    deadlines,
    grid,
    heads,
    heap,
    itineraries,
    line,
    log_of_orders,
    loop,
    meetings,
    phases,
    rulebook,
    rules_of_offices,
    rulings,
    state,
    table,
    ticks,
    working_hours,
)
"""The modules that what is compiled here takes from."""

JOIN, ESCALATE, CREATE = MOVE_ON, COME_IN, RISE
"""What happens at one instant after free heads have taken orders in line: orders join the next line, reach a level of escalation, and are new."""

GOES_ON, REACHES, DAY_BEGINS, DAY_ENDS, WAITED = np.arange(5)
"""An order goes on to its next step; it reaches its next level of escalation; the days for its region begin, and end, before any head takes an order; the
first of a group has waited for others long enough."""

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
        if lane.lines[pool.desk].length:
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
                _let_go(orders, lane, rules, row)
            return NOBODY, NOWHERE
        if kind == REACHES:
            if moment != orders[row].escalates + ESCALATE:
                return row, NOWHERE  # a pause has put it off
            return row, _escalate(orders, rules, lane, row)
        if kind == DAY_ENDS:
            if orders[row].waits and orders[row].shuts == moment:
                _step_out(orders, rules, lane, row)
                _let_in(orders, rules, lane, row, lane.steps[orders[row].step].desk)
            return row, NOWHERE
        if kind == DAY_BEGINS:
            begins = orders[row].opens + JOIN == moment
            return row, np.int64(lane.steps[orders[row].step].desk) if begins else NOWHERE
        orders[row].ready = inf
        if lane.steps[orders[row].step].ended <= own.now:  # else it has waited for its customer
            orders[row].step += 1
            orders[row].has_gathered = False
    else:
        row = own.at
        own.at += 1
        if not rules.categories[orders[row].category].on_acceptance:
            _start_clock(orders, rules, lane, row, orders[row].created)
    return row, _desk_of(orders[row], lane)


@woven
def _desk_of(order: Record, lane: OfficeLane) -> Whole:
    """The desk that does the step at hand."""
    return np.int64(desk_of(order.desk, lane.steps[order.step].desk))


# -- staff and lines ----------------------------------------------------------------------------------------------------


@woven
def _change(orders: Rows, rules: OfficeRules, lane: OfficeLane, change: Record) -> None:
    """A head comes or goes."""
    pool = rules.pools[change.pool]
    if change.kind == COMES:
        come(lane, pool, change.pool, change.number, lane.own.now)
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
        pool = rules.pools[number]
        if lane.lines[pool.desk].length and free_at(lane, pool, number) <= own.now:
            row = lane.lines[pool.desk].first
            _step_out(orders, rules, lane, row)
            return row, np.int64(number)
    return NOBODY, NOWHERE


@woven
def _join(
    orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole, change: float
) -> Whole:
    """Stand in line at a desk; returns the pool that takes it at once, or -1."""
    order, now = orders[row], lane.own.now
    step = lane.steps[order.step]
    if order.opens == now:  # it has stood here, and its day begins
        return np.int64(_let_in(orders, rules, lane, row, desk))
    if accepts(step.kind, order.accepted):
        order.accepted = now
        if rules.categories[order.category].on_acceptance:
            _start_clock(orders, rules, lane, row, now)
        if _lies(orders, rules, lane, row):
            return NOWHERE
    group = rules.batches.group[desk, order.region]
    if gathers(step.kind, group, order.has_gathered):
        _gather(orders, rules, lane, row, group)
        return NOWHERE
    order.joined, step.joined, step.desk = now, now, desk
    return np.int64(_let_in(orders, rules, lane, row, desk))


@woven
def _gather(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, group: Whole) -> None:
    """An order comes to a group, which joins its line together once it is large enough."""
    here, batches = lane.groups[group], rules.batches
    _add_to_group(orders, lane, row, group)
    if here.length == batches.size[group]:
        _let_go(orders, lane, rules, group)
    elif here.length == 1:
        here.until = due(rules.time, 0, batches.unit[group], lane.own.now, batches.amount[group])
        _plan_end_of_wait(lane, group)


@woven
def _add_to_group(orders: Rows, lane: OfficeLane, row: Whole, group: Whole) -> None:
    here = lane.groups[group]
    orders[row].group, orders[row].next = group, here.first
    here.first = row
    here.length += 1


@woven
def _plan_end_of_wait(lane: OfficeLane, group: Whole) -> None:
    """Set until when the first of a group waits for others: before any order joins a line at that instant."""
    own, until = lane.own, lane.groups[group].until
    if until < inf:
        heap.push(lane.plans, own.planned, until + JOIN, group - len(lane.groups), group, WAITED)
        own.planned += 1


@woven
def _let_go(orders: Rows, lane: OfficeLane, rules: OfficeRules, group: Whole) -> None:
    """Those of a group join their line, one after the other by number; together they need less work."""
    here, now = lane.groups[group], lane.own.now
    row, share = here.first, work_share(rules.batches.work[group], here.length)
    while row >= 0:
        order, step = orders[row], lane.steps[orders[row].step]
        step.work *= share
        order.has_gathered, order.group, order.ready = True, NOBODY, now
        _plan(lane, now + JOIN, row, GOES_ON)
        row, order.next = order.next, NOBODY
    here.first, here.length, here.until = NOBODY, 0, inf


@woven
def _let_in(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole) -> Whole:
    """Let an order into its line at once, or on the next day on which the desk works for its region; returns the pool that takes it at once, or -1."""
    order, now, days = orders[row], lane.own.now, rules.days
    order.opens, order.shuts = inf, inf
    owner = days.owner[desk, order.region]
    gated = has_days(lane.steps[order.step].kind, owner)
    if gated:
        opens = inside_from(days.windows, owner, now)
        if opens > now:
            order.opens = opens
            _plan(lane, opens + JOIN, row, DAY_BEGINS)
            return NOWHERE
    for number in range(rules.desks[desk].first, rules.desks[desk].end):
        if free_at(lane, rules.pools[number], number) <= now:
            return np.int64(number)
    _stand(orders, rules, lane, row)
    if gated:
        order.shuts = inside_until(days.windows, owner, now)
        _plan(lane, order.shuts, row, DAY_ENDS)
    return NOWHERE


@woven
def _lies(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> bool:
    """Stop the clock of an accepted order, if it has a pause; whether it waits for its customer, and stands in line only then."""
    order, now = orders[row], lane.own.now
    if pauses(order.due, order.pause, now):
        _pause(orders, rules, lane, row, now + order.pause)
    ready = stands_from(order.pause, order.for_customer, now)
    if ready > now:
        order.ready = ready
        _plan(lane, ready + JOIN, row, GOES_ON)
    return bool(ready > now)


@woven
def _stand(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> None:
    """Stand in the line of the step at hand."""
    at = lane.lines[lane.steps[orders[row].step].desk]
    at.first = stand(orders, at.first, row, rules.office[0].takes_due)
    at.length += 1
    lane.own.waiting += 1


@woven
def _step_out(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> None:
    """Stand in line no longer."""
    at = lane.lines[lane.steps[orders[row].step].desk]
    at.first = leave(orders, at.first, row, rules.office[0].takes_due)
    at.length -= 1
    lane.own.waiting -= 1


# -- the way of an order ------------------------------------------------------------------------------------------------


@woven
def _start(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, number: Whole) -> None:
    """The head of a pool who has been free longest begins with an order."""
    order, pool, now = orders[row], rules.pools[number], lane.own.now
    step, head = lane.steps[order.step], lane.on_duty[pool.first].number
    minutes = grid_of(step.work / pool.speed)
    step.pool, step.head, step.started = number, head - pool.first, now
    step.ended = work_end(lane.hours, lane.own.first_head + head, now, minutes)
    keep_busy(lane, pool, number, step.ended)
    ready = step.ended + step.lag
    if step.lag_clock == WORKING:
        ready = work_end(rules.time.hours, 0, step.ended, step.lag)
    elif step.lag_clock == MEETING:
        ready = next_meeting(rules.meetings, step.ended)
    if order.step + 1 == order.end:
        order.closed = ready
    elif ready < inf:
        order.ready = ready
        _plan(lane, ready + JOIN, row, GOES_ON)


@woven
def _plan(lane: OfficeLane, time: float, row: Whole, kind: Whole) -> None:
    heap.push(lane.plans, lane.own.planned, time, row, row, kind)
    lane.own.planned += 1


@woven
def _follow(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> None:
    """What follows a step is planned when it begins."""


# -- deadlines ----------------------------------------------------------------------------------------------------------


@woven
def _start_clock(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, time: float) -> None:
    """The clock of an order's deadline begins, or began at a time before."""
    order, limit = orders[row], rules.categories[orders[row].category]
    order.clock = time
    order.due = due(rules.time, 0, limit.unit, order.clock, limit.amount)
    order.promised = order.due
    _plan_level(orders, rules, lane, row, lane.own.now)


@woven
def _pause(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, resumed: float) -> None:
    """Let the clock of a deadline stand still from now on."""
    order, unit, now = orders[row], rules.categories[orders[row].category].unit, lane.own.now
    order.due = due_after_pause(rules.time, 0, unit, order.clock, order.due, now, resumed)
    if order.for_customer:
        order.promised = order.due
    order.stood = minutes_run(rules.time, 0, unit, resumed) - minutes_run(rules.time, 0, unit, now)
    _plan_level(orders, rules, lane, row, resumed)


@woven
def _plan_level(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, since: float) -> None:
    """When an order reaches its next level: at a time at the earliest, such as that at which it came."""
    order = orders[row]
    order.escalates = inf
    if order.level < len(rules.levels):
        unit, share = rules.categories[order.category].unit, rules.levels[order.level].at
        reached = time_at_share(rules.time, 0, unit, order.clock, order.due, share, order.stood)
        order.escalates = max(reached, since)
    if order.escalates < inf:
        _plan(lane, order.escalates + ESCALATE, row, REACHES)


@woven
def _escalate(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> Whole:
    """An order that is still open reaches a level; returns the line that it joins, or -1."""
    order = orders[row]
    order.escalates = inf
    if is_closed(order.closed, lane.own.now):
        return NOWHERE
    level, waits, apart = rules.levels[order.level], order.waits, order.opens < inf
    if waits:
        _step_out(orders, rules, lane, row)
    order.level += 1
    order.priority, order.desk = raised_priority(order.priority, level), moves_to(order.desk, level)
    _plan_level(orders, rules, lane, row, lane.own.now)
    if (waits or apart) and level.desk >= 0:
        return np.int64(level.desk)
    if waits:
        _stand(orders, rules, lane, row)
    return NOWHERE


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
        _plan_end_of_wait(lane, np.int64(group))
    for row in range(first, own.at):
        order = orders[row]
        if order.waits:
            _stand(orders, rules, lane, row)
            if order.shuts < inf:
                _plan(lane, order.shuts, row, DAY_ENDS)
        if order.group >= 0:
            _add_to_group(orders, lane, row, order.group)
        if order.opens < inf:
            _plan(lane, order.opens + JOIN, row, DAY_BEGINS)
        if order.ready < inf:
            _plan(lane, order.ready + JOIN, row, GOES_ON)
        if order.escalates < inf:
            _plan(lane, order.escalates + ESCALATE, row, REACHES)
