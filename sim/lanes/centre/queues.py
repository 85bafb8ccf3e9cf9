"""Who waits in one lane: a queue for each class, first come first served, and who goes first of all that can be answered."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import chain
from sim.lanes.centre.agents import free_for, more_free_for, rank
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.rulings import may_take
from sim.lanes.centre.rulings import urgency as urgency_of
from sim.lanes.centre.state import CentreLane
from sim.lanes.centre.watching import is_open
from sim.lanes.loop import NOBODY, NOWHERE
from sim.lanes.phases import CALL, RISE


@woven
def enter(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole, now: float) -> None:
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


@woven
def enter_again(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> None:
    """A call waits again at the place that it had."""
    ahead = lane.lines[calls[row].klass].tail
    while ahead >= 0 and calls[ahead].turn > calls[row].turn:
        ahead = calls[ahead].ahead
    _stand(calls, rules, lane, row, ahead)
    lane.own.ready = -inf


@woven
def _stand(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole, ahead: Whole) -> None:
    """Put a call in its queue behind another; the first one is behind -1."""
    chain.stand(calls, lane.lines, row, ahead)
    lane.own.waiting += 1
    lane.lines[rules.kinds[calls[row].klass].route].length += 1


@woven
def leave(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> None:
    """A call waits no more."""
    chain.leave(calls, lane.lines, row)
    lane.own.waiting -= 1
    lane.lines[rules.kinds[calls[row].klass].route].length -= 1


@woven
def look(calls: Rows, rules: CentreRules, lane: CentreLane) -> float:
    """Find when an agent next takes somebody who waits, and not before what has happened: this changes only for the later when
    agents answer or callers leave."""
    found = inf
    if lane.own.waiting:
        for klass in range(len(rules.kinds)):
            head = lane.lines[klass].head
            if head >= 0:
                found = _ready(rules, lane, calls[head].joined, klass, found)
    lane.own.ready = max(found, lane.own.moment)
    return float(lane.own.ready)


@woven
def _ready(rules: CentreRules, lane: CentreLane, since: float, klass: Whole, found: float) -> float:
    """When an agent takes the first call of a class, which waits since then, if that is before the moment `found`."""
    kind, lengths = rules.kinds[klass], rules.centre[0].lengths
    for number in range(kind.first, kind.end):
        link = rules.links[number]
        if not is_open(link, lane.own.acting):
            continue
        rise = since + link.opens_after
        if lengths and may_take(link, -inf, lane.lines[kind.route].length):
            rise = -inf
        pool = rules.pools[link.pool]
        free = free_for(lane, pool, link.pool, kind.chats)
        if rise >= found or free >= found:
            continue
        if link.reserve:
            free = more_free_for(lane, pool, link.pool, kind.chats, link.reserve)
            if free == inf:
                continue
        found = min(found, free + CALL if free >= rise else rise + RISE)
    return found


@woven
def first(calls: Rows, rules: CentreRules, lane: CentreLane, now: float) -> tuple[Whole, Whole]:
    """Row of the call that goes first of those that a free agent may take, and the pool that takes it; -1 if there is none."""
    best, turn = inf, np.int64(0)
    found, takes = NOBODY, NOWHERE
    for klass in range(len(rules.kinds)):
        row = lane.lines[klass].head
        if row < 0:
            continue
        call, urgency = calls[row], 0.0
        if not rules.centre[0].first_come:
            kind = rules.kinds[klass]
            urgency = -urgency_of(kind.priority, kind.rises, now - call.joined)
        if urgency < best or (urgency == best and call.turn < turn):
            pool = _taker(rules, lane, call, now)
            if pool >= 0:
                best, turn, found, takes = urgency, np.int64(call.turn), row, pool
    return found, takes


@woven
def _taker(rules: CentreRules, lane: CentreLane, call: Record, now: float) -> Whole:
    """The pool that takes the first call of a class now: in the first step, that of the agent with fewest chats, free longest; -1 if none."""
    kind = rules.kinds[call.klass]
    length = lane.lines[kind.route].length
    found, step, fewest, longest = NOWHERE, NOWHERE, 0, inf
    for number in range(kind.first, kind.end):
        link = rules.links[number]
        if found >= 0 and link.step != step:
            break
        if not (is_open(link, lane.own.acting) and may_take(link, now - call.joined, length)):
            continue
        pool = rules.pools[link.pool]
        if free_for(lane, pool, link.pool, kind.chats) > now:
            continue
        if link.reserve and more_free_for(lane, pool, link.pool, kind.chats, link.reserve) > now:
            continue
        chats, since = rank(lane, pool, link.pool, kind.chats, now)
        if found < 0 or chats < fewest or (chats == fewest and since < longest):
            found, step, fewest, longest = link.pool, link.step, chats, since
    return found
