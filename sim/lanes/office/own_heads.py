"""Heads with customers of their own, in one lane of an office: for whom an order stands, and which of them takes one next."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.clocks import due, works_within
from sim.lanes.office.rulebook import OfficeRules
from sim.lanes.office.rulings import own_head, rank
from sim.lanes.office.several import in_hand, unchanged_since
from sim.lanes.office.skills import common_line, first_of, has_work, takes
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
def choose_line(rules: OfficeRules, lane: OfficeLane, order: Record, kind: Whole, desk: Whole) -> None:
    """An order that comes to a desk stands for all who can do it, or for its own head, if that can, and is on duty before anybody else may take it."""
    order.line, order.for_all = common_line(rules, order, kind, desk), inf
    at, now = rules.desks[desk], lane.own.now
    if at.own == at.first:
        return
    head, until = head_of(rules, lane, order, desk), due(rules.time, 0, at.unit, now, at.amount)
    if head < 0 or not _can(rules, lane, at, head, order.line):
        return
    if works_within(lane.hours, lane.own.first_head + head, now, until):
        order.line, order.for_all = rules.office[0].lines + head, until


@woven
def _can(rules: OfficeRules, lane: OfficeLane, desk: Record, head: Whole, line: Whole) -> bool:
    """Whether a head with customers of its own takes orders from a line of its desk."""
    for number in range(desk.first, desk.own):
        pool = rules.pools[number]
        if pool.first <= head < pool.first + lane.desks[number].heads:
            return bool(takes(rules, pool, line))
    return False


@woven
def is_own(rules: OfficeRules, lane: OfficeLane, order: Record, desk: Whole, head: Whole) -> bool:
    """Whether a head at a desk is the own one of an order."""
    return bool(head_of(rules, lane, order, desk) == head)


@woven
def next_free(rules: OfficeRules, lane: OfficeLane, pool: Record, number: Whole) -> float:
    """From when on a head of a pool is free who has an order to take; infinite where there is none."""
    found, for_all = inf, has_work(rules, lane, pool)
    for place in range(pool.first, pool.first + lane.desks[number].held):
        one = lane.on_duty[place]
        if for_all or lane.lines[rules.office[0].lines + one.number].length:
            found = min(found, one.until)
    return float(found)


@woven
def next_taker(rules: OfficeRules, lane: OfficeLane, pool: Record, number: Whole, now: float) -> Whole:
    """Of the heads of a pool who are free and have an order to take, the one who is called first; -1 where there is none."""
    found, fewest, longest, for_all = NOBODY, pool.at_once, inf, has_work(rules, lane, pool)
    for place in range(pool.first, pool.first + lane.desks[number].held):
        one = lane.on_duty[place]
        may_take = for_all or lane.lines[rules.office[0].lines + one.number].length
        if may_take and one.until <= now:
            count, since = 0, one.until
            if pool.at_once > 1:
                count, since = (
                    in_hand(lane, pool, one.number, now),
                    unchanged_since(lane, pool, one.number, now),
                )
            if (count, since, one.number) < (fewest, longest, found):
                found, fewest, longest = np.int64(one.number), count, since
    return found


@woven
def first_for(orders: Rows, rules: OfficeRules, lane: OfficeLane, pool: Record, head: Whole) -> Whole:
    """The row of the order that a head takes: the first of its own and of those in the lines of its pool."""
    own: Record = lane.lines[rules.office[0].lines + head]
    other = first_of(orders, rules, lane, pool)
    if own.length == 0:
        return other
    if other < 0:
        return np.int64(own.first)
    takes_due = rules.office[0].takes_due
    first = rank(orders[own.first], takes_due) < rank(orders[other], takes_due)
    return np.int64(own.first if first else other)
