"""One lane of a centre in the loop of all sites (:mod:`sim.lanes.loop`), call by call.

Events of its own are the end of the menu, coming in to it where trunks are limited, calls of those who call again or are handed over,
and the end of somebody's patience. Whoever begins to wait is the *newcomer* until all are taken who can be at this moment.
"""

from __future__ import annotations

from math import inf

import numpy as np

from sim.compiling.compiled import compiled, woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes import chain, changes, endings, grid, heads, heap, loop, phases
from sim.lanes.centre import (
    agents,
    answers,
    chat_agents,
    plans,
    queues,
    rulebook,
    rulings,
    state,
    table,
    trunks,
    waiting,
    watching,
)
from sim.lanes.centre.answers import answer
from sim.lanes.centre.plans import (
    BACK,
    COMES,
    MENU,
    QUIT,
    contact_again,
    forget_next,
    place_of,
    will_leave_menu,
)
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.rulings import is_served_by_menu
from sim.lanes.centre.state import CentreLane
from sim.lanes.centre.table import STAYS_AWAY, UNDER_WAY
from sim.lanes.changes import CLOSES, GOES, LOOKS, OPENS
from sim.lanes.changes import COMES as COMES_ON
from sim.lanes.endings import (
    AT_AGENT,
    BUSY,
    IN_MENU,
    LEFT_MENU,
    ON_LINE,
    RENEGED,
    RESOLVED,
    SENT_HOME,
    TURNED_AWAY,
)
from sim.lanes.grid import time_of
from sim.lanes.loop import DONE, NO_ROOM, NOBODY, NOWHERE, UNDRAWN, SiteFunctions, loop_of
from sim.lanes.phases import COME_IN, MOVE_ON, TICK
from sim.log import records
from sim.rules import phone, watch
from sim.time import ticks

PARTS = (
    agents,
    answers,
    chain,
    changes,
    chat_agents,
    endings,
    grid,
    heads,
    heap,
    loop,
    phases,
    phone,
    plans,
    queues,
    records,
    rulebook,
    rulings,
    state,
    table,
    ticks,
    trunks,
    waiting,
    watch,
    watching,
)
"""The modules that what is compiled here takes from."""

PLANNED, COMING, JOINING = range(3)
"""What is next: something planned, somebody who comes in, somebody who comes out of the menu."""


# -- what is next -------------------------------------------------------------------------------------------------------


@woven
def _next_event(calls: Rows, rules: CentreRules, lane: CentreLane) -> float:
    """When something planned happens, or somebody comes in to the menu or out of it."""
    own = lane.own
    due = lane.plans[0].time if own.planned else inf
    return float(min(due, own.joins, own.comes))


@woven
def _next_call(calls: Rows, rules: CentreRules, lane: CentreLane, moment: float) -> float:
    """When an agent takes somebody; at once, while there is a newcomer."""
    own = lane.own
    if own.newcomer >= 0:
        return float(own.moment)
    if own.ready > moment or queues.look(calls, rules, lane) > moment:
        return inf
    return inf if waiting.comes_back_first(calls, rules, lane, own.ready) else float(own.ready)


@woven
def _hindrance(calls: Rows, rules: CentreRules, lane: CentreLane, moment: float) -> int:
    """Whether there is room for what one event can lead to: as many partings as there are who wait, and one more; and whether what a call
    carries is drawn that is planned next."""
    own, common, more = lane.own, lane.common, lane.own.waiting + 2
    rings = common.rung + more if rules.centre[0].calls_back else 0
    if common.count + more > len(calls) or own.planned + more > len(lane.plans) or rings > len(lane.rings):
        return NO_ROOM
    plan = lane.plans[0]
    if own.planned and plan.time == moment and plan.kind == COMES and plan.row >= common.drawn:
        return UNDRAWN
    return DONE


@woven
def _come_to(lane: CentreLane, moment: float) -> None:
    lane.own.moment, lane.own.now = moment, time_of(moment)


# -- staff and lines ----------------------------------------------------------------------------------------------------


@woven
def _change(calls: Rows, rules: CentreRules, lane: CentreLane, change: Record) -> None:
    """An agent comes on duty, or goes; the lines are emptied and closed, or opened; levels of warning begin or end."""
    if change.kind == COMES_ON or change.kind == GOES:
        agents.change(lane, rules.pools[change.pool], change.pool, change.kind, change.number, lane.own.now)
    elif change.kind == CLOSES:
        lane.own.closed = True
        waiting.send_home(calls, rules, lane)
    elif change.kind == OPENS:
        lane.own.closed = False
    elif change.kind == LOOKS:
        watching.look(rules, lane, change.number)


@woven
def _changed(calls: Rows, rules: CentreRules, lane: CentreLane) -> None:
    """Others may be able to take whoever waits."""
    lane.own.moment, lane.own.ready = lane.own.now, -inf
    trunks.count_talkers(rules, lane)


# -- calls --------------------------------------------------------------------------------------------------------------


@woven
def _call(calls: Rows, rules: CentreRules, lane: CentreLane, moment: float) -> tuple[Whole, Whole]:
    """An agent takes the call that goes first of those that can be taken; if there is none, the newcomer stays. Gives its row, too, since
    it may have hung up."""
    own = lane.own
    _come_to(lane, moment)
    if own.ready < own.now + TICK:
        row, pool = queues.first(calls, rules, lane, own.now)
        if row >= 0:
            waiting.stop(calls, rules, lane, row)
            return row, pool
    row, own.newcomer = own.newcomer, NOBODY
    if row >= 0 and calls[row].waits:
        waiting.stay(calls, rules, lane, row)
        return row, NOWHERE
    return NOBODY, NOWHERE


@woven
def _event(calls: Rows, rules: CentreRules, lane: CentreLane, moment: float) -> tuple[Whole, Whole]:
    """What was planned happens, or somebody comes in to the menu or out of it; the row of who is over or goes on, and its class if it has
    to wait for an agent."""
    which = _first_of(calls, lane, moment)
    _come_to(lane, moment)
    if which == PLANNED:
        row, goes_on = _happens(calls, rules, lane)
    elif which == COMING:
        row, goes_on = _come_in(calls, rules, lane)
    else:
        row, goes_on = _come_out(calls, rules, lane)
    if not goes_on:
        return row, NOWHERE
    call, now = calls[row], lane.own.now
    if call.leaves_menu:
        waiting.leave(call, IN_MENU, LEFT_MENU, now)
    elif is_served_by_menu(call):
        waiting.leave(call, IN_MENU, RESOLVED, now)
    elif lane.own.closed:
        call.joined = now
        waiting.leave(call, AT_AGENT, SENT_HOME, now)
    else:
        return row, np.int64(call.klass)
    return row, NOWHERE


@woven
def _first_of(calls: Rows, lane: CentreLane, moment: float) -> int:
    """Which of those at one place and instant it is whose case began first."""
    own, place, found = lane.own, lane.plans[0].place, PLANNED
    due = lane.plans[0].time if own.planned else inf
    if own.comes == moment:
        comer = place_of(calls[lane.arrivals[own.arrival]])
        if due > moment or comer <= place:
            place, found = comer, COMING
    if own.joins == moment:
        joiner = place_of(calls[own.at])
        if (due > moment and found == PLANNED) or joiner <= place:
            found = JOINING
    return found


@woven
def _happens(calls: Rows, rules: CentreRules, lane: CentreLane) -> tuple[Whole, bool]:
    """What was planned for this time; the row of who is over or goes on, and whether it goes on behind the menu."""
    kind, row = lane.plans[0].kind, lane.plans[0].row
    forget_next(lane)
    call, goes_on, own = calls[row], False, lane.own
    if kind == QUIT:
        if not call.waits:
            return NOBODY, False
        waiting.stop(calls, rules, lane, row)
        waiting.leave(call, AT_AGENT, RENEGED, own.now)
    elif kind == COMES:
        if not call.comes:
            call.outcome = STAYS_AWAY
            return NOBODY, False
        goes_on = _calls_again(calls, rules, lane, row)
    elif kind != BACK:
        own.in_menu -= kind == MENU
        goes_on = True
    elif own.closed:
        waiting.leave(call, AT_AGENT, SENT_HOME, own.now)
    else:
        queues.enter_again(calls, rules, lane, row)
    return row, goes_on


@woven
def _calls_again(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> bool:
    """Somebody who has called before comes in; whether that call goes on at once, behind the menu."""
    call, own = calls[row], lane.own
    while own.window < len(rules.hours) and rules.hours[own.window, 1] <= own.now:
        own.window += 1
    if own.window == len(rules.hours) or own.now < rules.hours[own.window, 0]:
        waiting.leave(call, ON_LINE, TURNED_AWAY, own.now)
    elif trunks.full(rules, lane, rules.kinds[call.klass].chats):
        waiting.leave(call, ON_LINE, BUSY, own.now)
    elif call.menu > 0:
        will_leave_menu(calls, lane, row, own.now + call.menu)
        own.in_menu += 1
    else:
        return True
    return False


@woven
def _come_in(calls: Rows, rules: CentreRules, lane: CentreLane) -> tuple[Whole, bool]:
    """Somebody comes in to the menu where trunks are limited."""
    own = lane.own
    row = lane.arrivals[own.arrival]
    own.arrival += 1
    trunks.set_next(calls, lane)
    if trunks.full(rules, lane, False):
        waiting.leave(calls[row], ON_LINE, BUSY, own.now)
    else:
        calls[row].stage = IN_MENU
        own.in_menu += 1
    return row, False


@woven
def set_next(calls: Rows, lane: CentreLane) -> None:
    """See who comes out of the menu next; chats, and calls where there is none, come at once."""
    own = lane.own
    if own.at < own.end:
        call = calls[own.at]
        own.joins = call.arrived + call.menu + (MOVE_ON if call.menu > 0 else COME_IN)
    else:
        own.joins = inf


@woven
def _come_out(calls: Rows, rules: CentreRules, lane: CentreLane) -> tuple[Whole, bool]:
    """The menu ends for somebody who calls for the first time, or as the stretch before left them."""
    own, row = lane.own, lane.own.at
    own.at += 1
    set_next(calls, lane)
    call = calls[row]
    if call.outcome != UNDER_WAY:  # all trunks were taken
        return NOBODY, False
    if call.stage == IN_MENU:
        own.in_menu -= 1
    elif call.menu == 0 and trunks.full(rules, lane, rules.kinds[call.klass].chats):
        waiting.leave(call, ON_LINE, BUSY, own.now)
        return row, False
    return row, True


@woven
def _join(
    calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole, klass: Whole, change: float
) -> Whole:
    """Wait for an agent; returns the pool that answers at once where nobody else has to be asked, or -1."""
    own, kind = lane.own, rules.kinds[klass]
    if kind.at_once and own.ready >= own.now + TICK:
        for number in range(kind.first, kind.end):
            link = rules.links[number]
            if link.opens_after == 0:
                free = agents.free_for(lane, rules.pools[link.pool], link.pool, kind.chats)
                if free <= own.now:
                    return np.int64(link.pool)
    waiting.begin(calls, rules, lane, row)
    return NOWHERE


run = loop_of(
    SiteFunctions(
        _next_event,
        _next_call,
        _hindrance,
        _change,
        _changed,
        _call,
        _event,
        _join,
        answer,
        contact_again,
    )
)
"""The loop of a centre."""


@compiled
def turned_away(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> None:
    """Somebody has come out of hours, and may call again."""
    contact_again(calls, rules, lane, row)
