"""One lane of a centre: from event to event, contact by contact.

Agents need no event of their own: they are busy until a time, and free from then on. So the events of a lane are changes
(staff come and go, lines close), answers (an agent is free, or gets free, and somebody waits whom that agent may take),
the end of the menu, coming in to it where trunks are limited, calls of those who call again, and the end of somebody's patience.
At one instant they come in the order of :mod:`sim.events.clock`.
"""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import compiled
from sim.compiling.entries import Rows
from sim.lanes import chain, endings, heap, keys, phases, ranks
from sim.lanes.centre import (
    answers,
    chatters,
    desks,
    plans,
    queues,
    rulebook,
    rulings,
    state,
    table,
    trunks,
    waiting,
)
from sim.lanes.centre.plans import (
    BACK,
    COMES,
    MENU,
    QUIT,
    call_again,
    forget_next,
    leave,
    place_of,
    will_leave_menu,
)
from sim.lanes.centre.rulebook import Rules
from sim.lanes.centre.rulings import contacts_again, is_served_by_menu
from sim.lanes.centre.state import CLOSES, OPENS, Day, Lane
from sim.lanes.centre.table import UNDER_WAY
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
from sim.lanes.keys import time_of
from sim.lanes.phases import COME_IN, MOVE_ON
from sim.lanes.ranks import TICK
from sim.log import records
from sim.rules import phone
from sim.time import ticks

DONE, UNDRAWN, NO_ROOM = range(3)
"""Nothing more happens before the limit; a call is due that is not drawn yet; there is not room enough for what may happen next."""

PLANNED, COMING, JOINING = range(3)
"""What is next: something planned, somebody who comes in, somebody who comes out of the menu."""

PARTS = (
    answers,
    chain,
    chatters,
    desks,
    endings,
    heap,
    keys,
    phases,
    phone,
    plans,
    queues,
    ranks,
    records,
    rulebook,
    rulings,
    state,
    table,
    ticks,
    trunks,
    waiting,
)
"""The modules that what is compiled here takes from."""


@compiled
def run(calls: Rows, rules: Rules, lane: Lane, day: Day, limit: float) -> int:
    """Go on until nothing more happens before the limit, or cannot yet."""
    own = lane.own
    while True:
        due = lane.plans[0].time if own.planned else inf
        change = day.times[own.change]
        key = min(due, own.joins, own.comes, change)
        can_match = own.ready <= key and queues.look(calls, rules, lane) <= key
        if can_match and not waiting.comes_back_first(calls, rules, lane, own.ready):
            key = own.ready
            if key >= limit:
                return DONE
            if not _has_room(calls, rules, lane):
                return NO_ROOM
            _come_to(lane, key)
            waiting.match(calls, rules, lane)
            continue
        if key >= limit:
            return DONE
        if not _has_room(calls, rules, lane):
            return NO_ROOM
        if change == key:
            _come_to(lane, key)
            _change(calls, rules, lane, day)
            continue
        which = _first_of(calls, lane, due, key)
        if which == PLANNED and lane.plans[0].kind == COMES and lane.plans[0].row >= lane.common.drawn:
            return UNDRAWN
        _come_to(lane, key)
        if which == PLANNED:
            _happens(calls, rules, lane, day)
        elif which == COMING:
            _come_in(calls, rules, lane)
        else:
            _next_join(calls, rules, lane)


@compiled
def _first_of(calls: Rows, lane: Lane, due: float, key: float) -> int:
    """Which of those at one place and instant it is whose case began first."""
    own, place, found = lane.own, lane.plans[0].place, PLANNED
    if own.comes == key:
        comer = place_of(calls[lane.comers[own.comer]])
        if due > key or comer <= place:
            place, found = comer, COMING
    if own.joins == key:
        joiner = place_of(calls[own.at])
        if (due > key and found == PLANNED) or joiner <= place:
            found = JOINING
    return found


@compiled
def _has_room(calls: Rows, rules: Rules, lane: Lane) -> bool:
    """Whether there is room for what one event can lead to: as many answers or partings as there are who wait, and one more."""
    own, common, more = lane.own, lane.common, lane.own.waiting + 2
    return bool(
        common.count + more <= len(calls)
        and own.planned + more <= len(lane.plans)
        and (common.rung + more <= len(lane.rings) or not rules.centre[0].calls_back)
    )


@compiled
def _come_to(lane: Lane, key: float) -> None:
    lane.own.key = key
    lane.own.now = time_of(key)


@compiled
def _happens(calls: Rows, rules: Rules, lane: Lane, day: Day) -> None:
    """What was planned for this time."""
    kind, row = lane.plans[0].kind, lane.plans[0].row
    forget_next(lane)
    if kind == QUIT:
        if calls[row].waits:
            waiting.stop(calls, rules, lane, row, RENEGED)
    elif kind == COMES:
        _calls_again(calls, rules, lane, day, row)
    elif kind == BACK:
        waiting.wait_again(calls, rules, lane, row)
    else:
        lane.own.in_menu -= kind == MENU
        _after_menu(calls, rules, lane, row)


@compiled
def _change(calls: Rows, rules: Rules, lane: Lane, day: Day) -> None:
    """Staff come and go, lines are emptied and closed, or open."""
    own = lane.own
    for pool in range(len(rules.pools)):
        desks.change(lane, rules.pools[pool], lane.desks[pool], day, own.change, own.now)
    trunks.count_talkers(rules, lane)
    own.ready = -inf
    doors = day.doors[own.change, own.number]
    own.change += 1
    if doors & CLOSES:
        own.closed = True
        waiting.send_home(calls, rules, lane)
    if doors & OPENS:
        own.closed = False


# -- coming in ----------------------------------------------------------------------------------------------------------


@compiled
def _come_in(calls: Rows, rules: Rules, lane: Lane) -> None:
    """Somebody comes in to the menu where trunks are limited."""
    own = lane.own
    row = lane.comers[own.comer]
    own.comer += 1
    trunks.set_next(calls, lane)
    if trunks.full(rules, lane, False):
        leave(calls, rules, lane, row, ON_LINE, BUSY)
    else:
        calls[row].stage = IN_MENU
        own.in_menu += 1


@compiled
def set_next(calls: Rows, lane: Lane) -> None:
    """See who comes out of the menu next; chats, and calls where there is none, come at once."""
    own = lane.own
    if own.at < own.end:
        call = calls[own.at]
        own.joins = call.arrived + call.menu + (MOVE_ON if call.menu > 0 else COME_IN)
    else:
        own.joins = inf


@compiled
def _next_join(calls: Rows, rules: Rules, lane: Lane) -> None:
    """The menu ends for somebody who calls for the first time, or as the stretch before left them."""
    own, row = lane.own, lane.own.at
    own.at += 1
    set_next(calls, lane)
    call = calls[row]
    kind = rules.kinds[call.klass]
    if call.outcome != UNDER_WAY:
        return
    if call.stage == IN_MENU:
        own.in_menu -= 1
    elif call.menu == 0 and trunks.full(rules, lane, kind.chats):
        leave(calls, rules, lane, row, ON_LINE, BUSY)
        return
    if (
        not (call.leaves_menu or call.in_menu)
        and kind.at_once
        and not own.closed
        and own.ready >= own.now + TICK
    ):
        for number in range(kind.first, kind.end):
            link = rules.links[number]
            if link.opens_after == 0 and desks.free_for(lane.desks[link.pool], kind.chats) < own.now + TICK:
                answers.answer(calls, rules, lane, row, link.pool, 0.0)
                return
    _after_menu(calls, rules, lane, row)


@compiled
def turned_away(calls: Rows, rules: Rules, lane: Lane, row: int) -> None:
    """Somebody has come out of hours, and may call again."""
    call = calls[row]
    if contacts_again(call, rules.endings[TURNED_AWAY, call.line].share, rules.centre[0].most_calls):
        call_again(calls, rules, lane, row, call.arrived, TURNED_AWAY)


@compiled
def _calls_again(calls: Rows, rules: Rules, lane: Lane, day: Day, row: int) -> None:
    """Somebody who has called before comes in."""
    call, now = calls[row], lane.own.now
    is_open = False
    for window in range(len(day.hours)):
        is_open |= day.hours[window, 0] <= now < day.hours[window, 1]
    if not is_open:
        leave(calls, rules, lane, row, ON_LINE, TURNED_AWAY)
    elif trunks.full(rules, lane, rules.kinds[call.klass].chats):
        leave(calls, rules, lane, row, ON_LINE, BUSY)
    elif call.menu > 0:
        will_leave_menu(calls, lane, row, now + call.menu)
        lane.own.in_menu += 1
    else:
        _after_menu(calls, rules, lane, row)


@compiled
def _after_menu(calls: Rows, rules: Rules, lane: Lane, row: int) -> None:
    """A caller hangs up, is served by the menu, or waits for an agent."""
    call = calls[row]
    if call.leaves_menu:
        leave(calls, rules, lane, row, IN_MENU, LEFT_MENU)
    elif is_served_by_menu(call):
        call.ended, call.stage, call.outcome = lane.own.now, IN_MENU, RESOLVED
    elif lane.own.closed:
        call.joined = lane.own.now
        leave(calls, rules, lane, row, AT_AGENT, SENT_HOME)
    else:
        waiting.join(calls, rules, lane, row)
