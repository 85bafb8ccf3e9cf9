"""One lane of a hall in the loop of all sites (:mod:`sim.lanes.loop`), visit by visit.

Events of its own are ends of what greeters do, visits that get in, and the end of somebody's patience.
"""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import compiled, woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import chain, changes, endings, grid, heads, heap, loop, phases
from sim.lanes.changes import CLOSES, COMES, GOES
from sim.lanes.endings import BALKED, PAPERS_MISSING, RENEGED, RESOLVED, SENT_HOME
from sim.lanes.grid import grid_of
from sim.lanes.hall import rulebook, rulings, state, table
from sim.lanes.hall.rulebook import GREETER, KIOSK, HallRules
from sim.lanes.hall.rulings import (
    counter_minutes,
    end_behind_pause,
    greeting_minutes,
    is_answered,
    is_found_out,
    is_gone,
    likes_kiosk,
    turns_away,
    wants_help,
)
from sim.lanes.hall.state import HallLane
from sim.lanes.heads import come, find, free_at, go, keep_busy, release
from sim.lanes.loop import DONE, NO_ROOM, NOBODY, NOWHERE, SiteFunctions, loop_of
from sim.lanes.phases import CALL, COME_IN, GIVE_UP, MOVE_ON
from sim.rules import hall as rules_of_halls
from sim.time import ticks

PARTS = (
    chain,
    changes,
    endings,
    grid,
    heads,
    heap,
    loop,
    phases,
    rulebook,
    rules_of_halls,
    rulings,
    state,
    table,
    ticks,
)
"""The modules that what is compiled here takes from."""

HOME = NOWHERE
FORM: Whole = np.int64(-2)
"""Where a visit goes that goes to no line: it is over; it stays with the greeter, for the form."""


# -- what is next -------------------------------------------------------------------------------------------------------


@woven
def _next_event(visits: Rows, rules: HallRules, lane: HallLane) -> float:
    """When a greeter ends, somebody gets in, or somebody's patience ends."""
    own = lane.own
    moment = own.moves
    while own.at < own.end and visits[own.at].entry == inf:  # turned away
        own.at += 1
    if own.at < own.end:
        moment = min(moment, visits[own.at].entry + COME_IN)
    if not own.waiting:
        own.planned = 0  # whoever had a plan waits no longer
    elif own.planned:
        moment = min(moment, lane.plans[0].time)
    return float(moment)


@woven
def _next_call(visits: Rows, rules: HallRules, lane: HallLane, moment: float) -> float:
    """When a head next calls somebody who waits."""
    if not lane.own.waiting:
        return inf
    found = inf
    for number in range(len(rules.pools)):
        pool = rules.pools[number]
        free = free_at(lane, pool, number)
        if free < found and _somebody(rules, lane, pool):
            found = free
    return float(max(found, lane.own.now) + CALL)


@woven
def _hindrance(visits: Rows, rules: HallRules, lane: HallLane, moment: float) -> int:
    """Whether there is room for one more plan."""
    return NO_ROOM if lane.own.planned == len(lane.plans) else DONE


@woven
def _event(visits: Rows, rules: HallRules, lane: HallLane, moment: float) -> tuple[Whole, Whole]:
    """Somebody moves on from a greeter, gets in, or gives up."""
    own = lane.own
    if own.moves == moment:
        own.now = moment - MOVE_ON
        row = lane.heads[own.mover].row
        return row, _move_on(visits[row], rules, lane)
    if own.at < own.end and visits[own.at].entry + COME_IN == moment:
        row = own.at
        own.at += 1
        return row, _come_in(visits[row], rules, lane)
    row = lane.plans[0].row
    return row, _give_up(visits, rules, lane)


# -- staff and lines ----------------------------------------------------------------------------------------------------


@woven
def _change(visits: Rows, rules: HallRules, lane: HallLane, change: Record) -> None:
    """A head comes or goes, a line is emptied and closed, or opened."""
    own, number = lane.own, change.pool
    if change.kind == COMES or change.kind == GOES:
        pool, by = rules.pools[number], 1
        if change.kind == COMES:
            come(lane, pool, number, change.number, own.now)
        else:
            go(lane, pool, number, change.number)
            by = -1
        own.greeters += by * (pool.stage == GREETER)
        own.kiosks += by * (pool.stage == KIOSK)
    else:
        lane.lines[change.number].closed = change.kind == CLOSES
        if change.kind == CLOSES:
            _send_home(visits, rules, lane, change.number)


@woven
def _send_home(visits: Rows, rules: HallRules, lane: HallLane, line: Whole) -> None:
    """All who stand in a line leave."""
    levels = rules.hall[0].levels
    for klass in range(line * levels, (line + 1) * levels):
        while lane.lines[klass].head >= 0:
            row = lane.lines[klass].head
            _step_out(visits, lane, row)
            gone = is_gone(visits[row], lane.own.now)
            _leave(visits[row], RENEGED if gone else SENT_HOME, lane.own.now)


@woven
def _somebody(rules: HallRules, lane: HallLane, pool: Record) -> bool:
    """Whether somebody stands in a line from which a pool calls."""
    waiting = 0
    for place in range(pool.first_line, pool.end_line):
        waiting += lane.lines[rules.lines[place]].length
    return waiting > 0


@woven
def _changed(visits: Rows, rules: HallRules, lane: HallLane) -> None:
    """Nothing follows from changes that is not seen anew."""


@woven
def _call(visits: Rows, rules: HallRules, lane: HallLane, moment: float) -> tuple[Whole, Whole]:
    """The row of whoever goes first, and the pool that calls: the first one with somebody free."""
    own = lane.own
    own.now = own.begins = max(own.now, moment - CALL)
    for number in range(len(rules.pools)):
        pool = rules.pools[number]
        if free_at(lane, pool, number) <= own.now:
            row = _first(visits, rules, lane, pool)
            if row >= 0:
                _step_out(visits, lane, row)
                return row, np.int64(number)
    return NOBODY, NOWHERE


@woven
def _first(visits: Rows, rules: HallRules, lane: HallLane, pool: Record) -> int:
    """The row of whom a pool calls next; -1 if there is nobody."""
    levels = rules.hall[0].levels
    found: Whole = np.int64(-1)
    if rules.hall[0].ranked:
        for place in range(pool.first_line, pool.end_line):
            line = rules.lines[place]
            if lane.lines[line].length:
                klass = line * levels
                while lane.lines[klass].head < 0:
                    klass += 1
                return int(lane.lines[klass].head)
        return int(found)
    for level in range(levels):
        for place in range(pool.first_line, pool.end_line):
            row = lane.lines[rules.lines[place] * levels + level].head
            if row >= 0 and (found < 0 or _goes_first(visits, row, found)):
                found = row
        if found >= 0:
            break
    return int(found)


@woven
def _goes_first(visits: Rows, row: Whole, other: Whole) -> bool:
    """Whether one of two of the same priority has the earlier ticket; of one instant, who got in first."""
    one, two = visits[row].ticket, visits[other].ticket
    return bool(one < two or (one == two and row < other))


@woven
def _join(visits: Rows, rules: HallRules, lane: HallLane, row: Whole, line: Whole, change: float) -> Whole:
    """Stand in line, unless the line has been emptied until the next opening; returns the pool that calls at once, or -1.

    Where it can be foreseen, and nothing changes before, who will be called or give up need not stand in line until then.
    """
    visit, own, hall = visits[row], lane.own, rules.hall[0]
    visit.line = line
    if lane.lines[line].closed:
        _leave(visit, SENT_HOME, own.now)
        return NOWHERE
    own.begins = own.now
    stays = hall.keeps_tickets and line < hall.kiosk_line
    if stays:
        visit.gives_up = own.now + visit.patience
    for place in range(rules.first_able[line], rules.first_able[line + 1]):
        number = rules.able[place]
        if free_at(lane, rules.pools[number], number) <= own.now:
            return np.int64(number)
    if rules.foreseen[line] and not lane.lines[line].length:
        number = rules.able[rules.first_able[line]]
        own.begins = free_at(lane, rules.pools[number], number)
        gives_up = inf if hall.patient or stays else own.now + visit.patience
        if min(own.begins, gives_up) < change:
            if own.begins <= gives_up:
                return np.int64(number)
            _leave(visit, RENEGED, gives_up)
            return NOWHERE
    visit.ticket = visit.moved_on if visit.helped else own.now
    visit.klass, patience = line * hall.levels, hall.bypass_after
    if line != hall.greeter_line:  # a greeter knows nobody's priority
        visit.klass += visit.level
        patience = inf if hall.patient or stays else visit.patience
    ahead = lane.lines[visit.klass].tail
    while ahead >= 0 and _goes_first(visits, row, ahead):
        ahead = visits[ahead].ahead
    chain.stand(visits, lane.lines, row, ahead)
    lane.lines[line].length += 1
    own.waiting += 1
    if patience < inf:
        heap.push(lane.plans, own.planned, own.now + patience + GIVE_UP, row, row, line)
        own.planned += 1
    return NOWHERE


@woven
def _step_out(visits: Rows, lane: HallLane, row: Whole) -> None:
    """Stand in line no longer."""
    chain.leave(visits, lane.lines, row)
    lane.lines[visits[row].line].length -= 1
    lane.own.waiting -= 1


@woven
def _leave(visit: Record, outcome: Whole, now: float) -> None:
    """A visit is over."""
    visit.outcome, visit.ended = outcome, now


# -- the way of a visit -------------------------------------------------------------------------------------------------


@woven
def _come_in(visit: Record, rules: HallRules, lane: HallLane) -> Whole:
    """A visit gets in, and turns away, or goes to the greeter or another line."""
    own, hall = lane.own, rules.hall[0]
    own.now = visit.entry
    if len(rules.steps) and turns_away(visit, own.waiting, rules.steps):
        _leave(visit, BALKED, own.now)
        return HOME
    if own.greeters:
        return np.int64(hall.greeter_line)
    return _line_of(visit, rules, lane, False)


@woven
def _line_of(visit: Record, rules: HallRules, lane: HallLane, greeted: bool) -> Whole:
    """The line at the kiosks, if the visit likes them, or that at the counters."""
    if lane.own.kiosks and likes_kiosk(visit, greeted):
        return np.int64(rules.hall[0].kiosk_line)
    return np.int64(rules.services[visit.service].line)


@woven
def _start(visits: Rows, rules: HallRules, lane: HallLane, row: Whole, number: Whole) -> None:
    """The head of a pool who is free longest, or will be free first, starts with a visit."""
    visit, pool, now = visits[row], rules.pools[number], lane.own.begins
    head, service = lane.on_duty[pool.first].number, rules.services[visit.service]
    if pool.stage == GREETER:
        visit.greeted, visit.greeter = now, head
        keep_busy(lane, pool, number, inf)
        lane.heads[head].pool, lane.heads[head].row = number, row
        minutes = grid_of(greeting_minutes(visit, service) / pool.speed)
        _greet_until(rules, lane, head, _end(rules, lane, head, now, minutes))
        return
    if is_gone(visit, now):
        visit.started, visit.server = now, head
        _leave(visit, RENEGED, now)
        keep_busy(lane, pool, number, now + rules.hall[0].in_vain)
        return
    minutes = visit.kiosk_time if pool.stage == KIOSK else counter_minutes(visit, service)
    visit.started, visit.server = now, head
    visit.ended = _end(rules, lane, head, now, grid_of(minutes / pool.speed))
    visit.outcome = PAPERS_MISSING if visit.lacks_papers and pool.stage != KIOSK else RESOLVED
    keep_busy(lane, pool, number, visit.ended)


@woven
def _end(rules: HallRules, lane: HallLane, head: Whole, begun: float, minutes: float) -> float:
    """When a head ends who takes so many minutes, with pauses in between."""
    end = begun + minutes
    for place in range(lane.own.first_pause, lane.own.end_pause):
        pause = rules.pauses[place]
        if pause.head == head:
            end = end_behind_pause(begun, end, pause.start, pause.end)
    return float(end)


@woven
def _give_up(visits: Rows, rules: HallRules, lane: HallLane) -> Whole:
    """Somebody who still stands in the same line waits no longer: leaves, or passes by the greeter."""
    own, plan = lane.own, lane.plans[0]
    row, line = plan.row, plan.kind
    own.now = plan.time - GIVE_UP
    own.planned -= 1
    heap.pop(lane.plans, own.planned)
    visit = visits[row]
    if not visit.waits or visit.line != line:
        return HOME
    _step_out(visits, lane, row)
    if line == rules.hall[0].greeter_line:
        visit.moved_on = own.now
        return _line_of(visit, rules, lane, False)
    _leave(visit, RENEGED, own.now)
    return HOME


# -- the greeter --------------------------------------------------------------------------------------------------------


@woven
def _move_on(visit: Record, rules: HallRules, lane: HallLane) -> Whole:
    """A greeter ends with a visit, or goes on with its form."""
    own, head = lane.own, lane.own.mover
    pool = rules.pools[lane.heads[head].pool]
    to = HOME
    if not np.isnan(visit.formed):
        visit.form_ended, visit.helped = own.now, True
        to = np.int64(rules.services[visit.service].line)
    else:
        visit.moved_on = own.now
        if is_answered(visit):
            _leave(visit, RESOLVED, own.now)
        elif is_found_out(visit):
            _leave(visit, PAPERS_MISSING, own.now)
        elif _helps(visit, rules, lane):
            visit.formed, to = own.now, FORM
        else:
            to = _line_of(visit, rules, lane, True)
    if to == FORM:
        _greet_until(rules, lane, head, _end(rules, lane, head, own.now, grid_of(visit.help / pool.speed)))
    else:
        release(lane, pool, lane.heads[head].pool, head, own.now)
        _greet_until(rules, lane, head, inf)
    return to


@woven
def _helps(visit: Record, rules: HallRules, lane: HallLane) -> bool:
    """Whether a greeter who ends with a visit helps with its form: only on duty, and while nobody waits to be greeted."""
    hall, head = rules.hall[0], lane.own.mover
    if not hall.helps or lane.lines[hall.greeter_line].length:
        return False
    if not wants_help(visit, lane.own.kiosks > 0 and likes_kiosk(visit, True)):
        return False
    number = lane.heads[head].pool
    return bool(find(lane, rules.pools[number], number, head) >= 0)


@woven
def _greet_until(rules: HallRules, lane: HallLane, head: Whole, ends: float) -> None:
    """A greeter is busy until then, or idle, if that is infinite; who of all ends next is seen anew."""
    own, hall = lane.own, rules.hall[0]
    lane.heads[head].ends = ends
    own.moves = inf
    for each in range(hall.first_greeter, hall.last_greeter):
        ends = lane.heads[each].ends + MOVE_ON
        if ends < own.moves:
            own.moves, own.mover = ends, each


@woven
def _follow(visits: Rows, rules: HallRules, lane: HallLane, row: Whole) -> None:
    """Who comes back is planned when the day is over."""


run = loop_of(
    SiteFunctions(
        _next_event, _next_call, _hindrance, _change, _changed, _call, _event, _join, _start, _follow
    )
)
"""The loop of a hall."""


# -- from day to day ----------------------------------------------------------------------------------------------------


@compiled
def with_greeters(rules: HallRules, lane: HallLane) -> int:
    """How many are with greeters."""
    count = 0
    for head in range(rules.hall[0].first_greeter, rules.hall[0].last_greeter):
        count += lane.heads[head].ends < inf
    return count


@compiled
def renumber(visits: Rows, rules: HallRules, lane: HallLane, numbers: Rows) -> None:
    """Rows are numbered anew: ``numbers[old]`` is the new number; of those whose patience ends only those who wait stay."""
    own = lane.own
    chain.renumber(visits, lane.lines, len(lane.lines), numbers)
    for head in range(rules.hall[0].first_greeter, rules.hall[0].last_greeter):
        if lane.heads[head].ends < inf:
            lane.heads[head].row = numbers[lane.heads[head].row]
    planned = own.planned
    own.planned = 0
    for number in range(planned):
        plan = lane.plans[number]
        row = numbers[plan.row]
        if row >= 0 and visits[row].waits and visits[row].line == plan.kind:
            heap.push(lane.plans, own.planned, plan.time, row, row, plan.kind)
            own.planned += 1
