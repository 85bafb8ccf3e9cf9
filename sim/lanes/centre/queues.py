"""Who waits in one lane: a queue for each class, first come first served, and who goes first of all that can be answered."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import chain
from sim.lanes.centre.desks import behind, free_for, rank
from sim.lanes.centre.rulebook import Rules
from sim.lanes.centre.rulings import may_take
from sim.lanes.centre.rulings import urgency as urgency_of
from sim.lanes.centre.state import Lane
from sim.lanes.keys import time_of
from sim.lanes.phases import CALL, RISE
from sim.lanes.ranks import TICK


@compiled
def enter(calls: Rows, rules: Rules, lane: Lane, row: int, now: float) -> None:
    """A call waits behind all others of its class."""
    own, call = lane.own, calls[row]
    own.turns += 1
    call.turn, call.joined = own.turns, now
    alone = lane.lines[call.klass].head < 0
    _stand(calls, rules, lane, row, lane.lines[call.klass].tail)
    if rules.centre[0].lengths:
        own.ready = -inf
    elif alone:
        own.ready = min(own.ready, _ready(rules, lane, now, np.int64(call.klass), inf))


@compiled
def enter_again(calls: Rows, rules: Rules, lane: Lane, row: int) -> None:
    """A call waits again at the place that it had."""
    ahead = lane.lines[calls[row].klass].tail
    while ahead >= 0 and calls[ahead].turn > calls[row].turn:
        ahead = calls[ahead].ahead
    _stand(calls, rules, lane, row, ahead)
    lane.own.ready = -inf


@compiled
def _stand(calls: Rows, rules: Rules, lane: Lane, row: int, ahead: int) -> None:
    """Put a call in its queue behind another; the first one is behind -1."""
    chain.stand(calls, lane.lines, row, ahead)
    lane.own.waiting += 1
    lane.lines[rules.kinds[calls[row].klass].route].length += 1


@compiled
def leave(calls: Rows, rules: Rules, lane: Lane, row: int) -> None:
    """A call waits no more."""
    chain.leave(calls, lane.lines, row)
    lane.own.waiting -= 1
    lane.lines[rules.kinds[calls[row].klass].route].length -= 1


@compiled
def look(calls: Rows, rules: Rules, lane: Lane) -> float:
    """Find when an agent next takes somebody who waits, and not before what has happened: this changes only for the later when
    agents answer or callers leave."""
    found = inf
    if lane.own.waiting:
        for klass in range(len(rules.kinds)):
            head = lane.lines[klass].head
            if head >= 0:
                found = _ready(rules, lane, calls[head].joined, klass, found)
    lane.own.ready = max(found, lane.own.key)
    return float(lane.own.ready)


@compiled
def _ready(rules: Rules, lane: Lane, since: float, klass: Whole, found: float) -> float:
    """When an agent takes the first call of a class, which waits since then, if that is before the time `found`."""
    kind, lengths = rules.kinds[klass], rules.centre[0].lengths
    for number in range(kind.first, kind.end):
        link = rules.links[number]
        rise = since + link.opens_after
        if lengths and may_take(link, -inf, lane.lines[kind.route].length):
            rise = -inf
        pool, desk = rules.pools[link.pool], lane.desks[link.pool]
        free = free_for(desk, kind.chats)
        if rise >= found or free >= found + TICK:
            continue
        if link.reserve:
            free = behind(lane.seats, pool, desk, kind.chats, link.reserve)
            if free == inf:
                continue
        key = time_of(free) + CALL if free >= rise else rise + RISE
        found = min(found, key)
    return found


@compiled
def first(calls: Rows, rules: Rules, lane: Lane, now: float) -> tuple[int, int]:
    """Row of the call that goes first of those that a free agent may take, and the pool that takes it; -1 if there is none."""
    best, turn, found, takes = inf, 0, -1, -1
    for klass in range(len(rules.kinds)):
        row = lane.lines[klass].head
        if row < 0:
            continue
        urgency = 0.0
        if not rules.centre[0].first_come:
            kind = rules.kinds[klass]
            urgency = -urgency_of(kind.priority, kind.rises, now - calls[row].joined)
        if urgency < best or (urgency == best and calls[row].turn < turn):
            pool = _taker(rules, lane, calls[row], now)
            if pool >= 0:
                best, turn, found, takes = urgency, calls[row].turn, row, pool
    return found, takes


@compiled
def _taker(rules: Rules, lane: Lane, call: Record, now: float) -> int:
    """The pool that takes the first call of a class now: in the first step, that of the agent with fewest chats, free longest; -1 if none."""
    kind = rules.kinds[call.klass]
    length = lane.lines[kind.route].length
    found, step, fewest, longest = -1, -1, 0, inf
    for number in range(kind.first, kind.end):
        link = rules.links[number]
        if found >= 0 and link.step != step:
            break
        if not may_take(link, now - call.joined, length):
            continue
        pool, desk = rules.pools[link.pool], lane.desks[link.pool]
        if free_for(desk, kind.chats) >= now + TICK:
            continue
        if link.reserve and behind(lane.seats, pool, desk, kind.chats, link.reserve) >= now + TICK:
            continue
        chats, since = rank(lane.seats, pool, desk, kind.chats, now)
        if found < 0 or chats < fewest or (chats == fewest and since < longest):
            found, step, fewest, longest = link.pool, link.step, chats, since
    return int(found)
