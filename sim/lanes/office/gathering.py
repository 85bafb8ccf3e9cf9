"""Orders of one lane that gather before they join a line: the rows of a group hang together, from the one that came last to the first."""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import woven
from sim.compiling.entries import Rows, Whole
from sim.lanes import heap
from sim.lanes.clocks import due
from sim.lanes.loop import NOBODY
from sim.lanes.office.plans import GOES_ON, JOIN, WAITED, plan
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import work_share
from sim.lanes.office.state import OfficeLane


@woven
def gather(orders: Rows, rules: OfficeRules, lane: OfficeLane, row: Whole, group: Whole) -> None:
    """An order comes to a group, which joins its line together once it is large enough."""
    here, batches = lane.groups[group], rules.batches
    add_to_group(orders, lane, row, group)
    if here.length == batches.size[group]:
        let_go(orders, lane, rules, group)
    elif here.length == 1:
        here.until = due(rules.time, 0, batches.unit[group], lane.own.now, batches.amount[group])
        plan_end_of_wait(lane, group)


@woven
def add_to_group(orders: Rows, lane: OfficeLane, row: Whole, group: Whole) -> None:
    """Add an order to a group."""
    here = lane.groups[group]
    orders[row].group, orders[row].next = group, here.first
    here.first = row
    here.length += 1


@woven
def plan_end_of_wait(lane: OfficeLane, group: Whole) -> None:
    """Set until when the first of a group waits for others: before any order joins a line at that instant."""
    own, until = lane.own, lane.groups[group].until
    if until < inf:
        heap.push(lane.plans, own.planned, until + JOIN, group - len(lane.groups), group, WAITED)
        own.planned += 1


@woven
def let_go(orders: Rows, lane: OfficeLane, rules: OfficeRules, group: Whole) -> None:
    """Those of a group join their line, one after the other by number; together they need less work."""
    here, now = lane.groups[group], lane.own.now
    row, share = here.first, work_share(rules.batches.work[group], here.length)
    while row >= 0:
        order, step = orders[row], lane.steps[orders[row].step]
        step.work *= share
        order.has_gathered, order.group, order.ready = True, NOBODY, now
        plan(lane, now + JOIN, row, GOES_ON)
        row, order.next = order.next, NOBODY
    here.first, here.length, here.until = NOBODY, 0, inf
