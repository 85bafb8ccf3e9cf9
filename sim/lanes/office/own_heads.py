"""Heads with customers of their own, in one lane of an office: for whom an order stands, and which of them takes one next."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.clocks import due, works_within
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import own_head, rank
from sim.lanes.office.state import OfficeLane

NOBODY: Whole = np.int64(-1)
"""The number of no head, and the row of no order."""


@woven
def head_of(rules: OfficeRules, lane: OfficeLane, order: Record, desk: Whole) -> Whole:
    """The number in the office of the head at a desk to whom the customer of an order belongs; -1 where there is none."""
    at, heads = rules.desks[desk], 0
    for number in range(at.first, at.own):
        heads += lane.desks[number].heads
    left = own_head(order.customer, heads)
    for number in range(at.first, at.own):
        if left < lane.desks[number].heads:
            return np.int64(rules.pools[number].first + left)
        left -= lane.desks[number].heads
    return NOBODY


@woven
def choose_line(rules: OfficeRules, lane: OfficeLane, order: Record, desk: Whole) -> None:
    """An order that comes to a desk stands for everybody, or for its own head, if that is on duty before anybody else may take it."""
    order.line, order.for_all = desk, inf
    at, now = rules.desks[desk], lane.own.now
    if at.own == at.first:
        return
    head, until = head_of(rules, lane, order, desk), due(rules.time, 0, at.unit, now, at.amount)
    if head >= 0 and works_within(lane.hours, lane.own.first_head + head, now, until):
        order.line, order.for_all = len(rules.desks) + head, until


@woven
def is_own(rules: OfficeRules, lane: OfficeLane, order: Record, desk: Whole, head: Whole) -> bool:
    """Whether a head at a desk is the own one of an order."""
    return bool(head_of(rules, lane, order, desk) == head)


@woven
def next_taker(rules: OfficeRules, lane: OfficeLane, pool: Record, number: Whole, until: float) -> Whole:
    """Of the heads of a pool who are free by a time and have an order to take, the one who is, or will be, free first; -1 where there is none."""
    found, since, for_all = NOBODY, inf, lane.lines[pool.desk].length > 0
    for place in range(pool.first, pool.first + lane.desks[number].held):
        one = lane.on_duty[place]
        has_work = for_all or lane.lines[len(rules.desks) + one.number].length
        is_before = one.until < since or (one.until == since and one.number < found)
        if has_work and is_before and one.until <= until:
            found, since = np.int64(one.number), one.until
    return found


@woven
def first_for(orders: Rows, rules: OfficeRules, lane: OfficeLane, pool: Record, head: Whole) -> Whole:
    """The row of the order that a head takes: the first of its own and of those for everybody."""
    own: Record = lane.lines[len(rules.desks) + head]
    other: Record = lane.lines[pool.desk]
    if own.length == 0:
        return np.int64(other.first)
    if other.length == 0:
        return np.int64(own.first)
    takes_due = rules.office[0].takes_due
    first = rank(orders[own.first], takes_due) < rank(orders[other.first], takes_due)
    return np.int64(own.first if first else other.first)
