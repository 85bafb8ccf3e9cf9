"""The clock of an order's deadline, and the levels of escalation that it reaches, in one lane of an office."""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import woven
from sim.compiling.entries import Rows, Whole
from sim.lanes.clocks import due, due_after_pause, minutes_run, on_list, time_at_share
from sim.lanes.loop import NOWHERE
from sim.lanes.office.plans import ESCALATE, REACHES, plan
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import approves, is_closed, moves_now, moves_to, raised_priority
from sim.lanes.office.state import OfficeLane
from sim.lanes.office.waiting import enter_line, leave_line
from sim.lanes.office.way import next_desk


@woven
def start_clock(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, time: float) -> None:
    """The clock of an order's deadline begins, or began at a time before."""
    order, limit = orders[row], rules.categories[orders[row].rules]
    order.clock = time
    order.due = due(rules.time, 0, limit.unit, order.clock, limit.amount)
    order.promised = order.due
    _plan_level(orders, rules, lane, row, lane.own.now)


@woven
def pause(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, resumed: float) -> None:
    """Let the clock of a deadline stand still from now on."""
    order, unit, now = orders[row], rules.categories[orders[row].rules].unit, lane.own.now
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
    limit = rules.categories[order.rules]
    if order.level < limit.levels:
        unit, share = limit.unit, rules.levels[limit.level + order.level].at
        reached = time_at_share(rules.time, 0, unit, order.clock, order.due, share, order.stood)
        order.escalates = max(reached, since)
        if rules.levels[limit.level + order.level].daily:
            order.escalates = on_list(rules.time, 0, order.escalates)
    if order.escalates < inf:
        plan(lane, order.escalates + ESCALATE, row, REACHES)


@woven
def escalate(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole) -> Whole:
    """An order that is still open reaches a level; returns the line that it joins, or -1."""
    order = orders[row]
    order.escalates = inf
    if is_closed(order.closed, lane.own.now):
        return NOWHERE
    level, waits = rules.levels[rules.categories[order.rules].level + order.level], order.waits
    kind, apart = lane.steps[order.step].kind, order.opens < inf
    if waits:
        leave_line(orders, rules, lane, row)
    order.level += 1
    order.priority, order.desk = raised_priority(order.priority, level), moves_to(order.desk, level)
    order.asked += level.asks
    _plan_level(orders, rules, lane, row, lane.own.now)
    asks = level.asks and not approves(kind)
    if (asks or moves_now(kind, level)) and (waits or apart):
        return next_desk(lane, order)
    if waits:
        enter_line(orders, rules, lane, row)
    return NOWHERE
