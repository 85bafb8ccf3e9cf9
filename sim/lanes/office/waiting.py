"""Where an order waits that a head has to begin with, in one lane of an office: for a day on which its desk works for its region, and then in a line."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Rows, Whole
from sim.lanes.clocks import inside_from, inside_until
from sim.lanes.heads import find, free_at
from sim.lanes.loop import NOWHERE
from sim.lanes.office.line import leave, stand
from sim.lanes.office.own_heads import choose_line
from sim.lanes.office.plans import DAY_BEGINS, DAY_ENDS, FOR_ALL, JOIN, YIELDS, plan
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import has_days
from sim.lanes.office.skills import common_line, takes
from sim.lanes.office.state import OfficeLane


@woven
def let_in(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole) -> Whole:
    """Let an order into its line at once, or on the next day on which the desk works for its region; returns the pool that takes it at once, or -1."""
    order, owner = orders[row], rules.days.owner[desk, orders[row].region]
    gated = has_days(lane.steps[order.step].kind, owner)
    order.opens, order.shuts, order.for_all = inf, inf, inf
    if gated and await_day(orders, rules, lane, row, desk):
        return NOWHERE
    taker = np.int64(_stand_in_line(orders, rules, lane, row, desk))
    if gated and order.waits:
        order.shuts = inside_until(rules.days.windows, owner, lane.own.now)
        plan(lane, order.shuts, row, DAY_ENDS)
    return taker


@woven
def await_day(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole) -> bool:
    """Let an order wait for the next day on which a desk works for its region; whether that is not today."""
    order, now = orders[row], lane.own.now
    opens = inside_from(rules.days.windows, rules.days.owner[desk, order.region], now)
    if opens <= now:
        return False
    order.opens, order.shuts, order.for_all = opens, inf, inf
    plan(lane, opens + JOIN, row, DAY_BEGINS)
    return True


@woven
def _stand_in_line(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole) -> Whole:
    """Stand in the line of all who can do it, or of the own head; returns the pool that takes the order at once, or -1."""
    order, now = orders[row], lane.own.now
    choose_line(rules, lane, order, lane.steps[order.step].kind, desk)
    if order.line >= rules.office[0].lines:
        return np.int64(_join_own(orders, rules, lane, row, desk))
    for number in range(rules.desks[desk].first, rules.desks[desk].end):
        pool = rules.pools[number]
        if free_at(lane, pool, number) <= now and takes(rules, pool, order.line):
            return np.int64(number)
    enter_line(orders, rules, lane, row)
    return NOWHERE


@woven
def _join_own(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, desk: Whole) -> Whole:
    """Stand in the line of the own head; returns its pool if it takes the order at once, or -1."""
    order, own = orders[row], lane.own
    head = order.line - rules.office[0].lines
    for number in range(rules.desks[desk].first, rules.desks[desk].own):
        pool = rules.pools[number]
        place = pool.first + find(lane, pool, number, head)
        if place >= pool.first and lane.on_duty[place].until <= own.now:
            own.taker = head
            return np.int64(number)
    enter_line(orders, rules, lane, row)
    if order.for_all < inf:
        plan(lane, order.for_all + FOR_ALL, row, YIELDS)
    return NOWHERE


@woven
def stand_for_all(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> None:
    """An order has stood long enough for its own head, if it still does: it is in the line of everybody."""
    order = orders[row]
    if order.waits and order.for_all == lane.own.now:
        leave_line(orders, rules, lane, row)
        step = lane.steps[order.step]
        order.line, order.for_all = common_line(rules, order, step.kind, step.desk), inf
        enter_line(orders, rules, lane, row)


@woven
def enter_line(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> None:
    """Stand in the line of the step at hand."""
    at = lane.lines[orders[row].line]
    at.first = stand(orders, at.first, row, rules.office[0].takes_due)
    at.length += 1
    lane.own.waiting += 1


@woven
def leave_line(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> None:
    """Stand in line no longer."""
    at = lane.lines[orders[row].line]
    at.first = leave(orders, at.first, row, rules.office[0].takes_due)
    at.length -= 1
    lane.own.waiting -= 1
