"""What callers of one lane do who cannot be answered at once: wait, take a callback, hang up at the wait announced."""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows
from sim.lanes.centre import queues
from sim.lanes.centre.answers import answer
from sim.lanes.centre.plans import BACK, leave, place_of, will_quit
from sim.lanes.centre.rulebook import Rules
from sim.lanes.centre.rulings import hangs_up, is_offered_callback, takes_callback
from sim.lanes.centre.state import Lane
from sim.lanes.centre.table import DECLINED, TAKEN
from sim.lanes.centre.trunks import takes_one
from sim.lanes.endings import AT_AGENT, BALKED, SENT_HOME
from sim.lanes.phases import RISE
from sim.lanes.ranks import TICK


@compiled
def join(calls: Rows, rules: Rules, lane: Lane, row: int) -> None:
    """A call waits, if only until those are answered who can be now."""
    now = lane.own.now
    queues.enter(calls, rules, lane, row, now)
    lane.own.holding += takes_one(rules, calls[row])
    while lane.own.ready < now + TICK and match(calls, rules, lane):
        pass
    if calls[row].waits:
        _stay(calls, rules, lane, row)


@compiled
def _stay(calls: Rows, rules: Rules, lane: Lane, row: int) -> None:
    """A call that could not be answered at once waits on, takes a callback, or hangs up at the wait announced."""
    call, now = calls[row], lane.own.now
    if rules.centre[0].announces:
        announced = lane.lines[call.line].last_wait
        if _takes_callback(rules, lane, call, announced):
            return
        if hangs_up(call, announced, rules.balks):
            stop(calls, rules, lane, row, BALKED)
            return
    if call.patience < inf:
        will_quit(lane, row, now + call.patience)


@compiled
def _takes_callback(rules: Rules, lane: Lane, call: Record, announced: float) -> bool:
    """Offer a callback if the wait is long; who takes it hangs up."""
    if not is_offered_callback(call, rules.kinds[call.klass].chats, announced, rules.centre[0]):
        return False
    call.called_back = takes_callback(call, rules.centre[0])
    lane.own.holding -= call.called_back
    call.offered = TAKEN if call.called_back else DECLINED
    return bool(call.called_back)


@compiled
def wait_again(calls: Rows, rules: Rules, lane: Lane, row: int) -> None:
    """A caller who could not be reached is back in the queue, unless nobody waits any more."""
    if lane.own.closed:
        leave(calls, rules, lane, row, AT_AGENT, SENT_HOME)
    else:
        queues.enter_again(calls, rules, lane, row)


@compiled
def comes_back_first(calls: Rows, rules: Rules, lane: Lane, key: float) -> bool:
    """Whether somebody who could not be reached is back in the queue before other pools may take whoever waits, at the same instant:
    what happens then goes by case."""
    own, back = lane.own, lane.plans[0]
    if not own.planned or back.kind != BACK or back.time != key or own.key == key:
        return False
    for klass in range(len(rules.kinds)):
        kind, row = rules.kinds[klass], lane.lines[klass].head
        while row >= 0:
            for number in range(kind.first, kind.end):
                rises = calls[row].joined + rules.links[number].opens_after + RISE
                if rises == key and place_of(calls[row]) < back.place:
                    return False
            row = calls[row].behind
    return True


@compiled
def stop(calls: Rows, rules: Rules, lane: Lane, row: int, outcome: int) -> None:
    """A caller who waits hangs up, or is sent away."""
    queues.leave(calls, rules, lane, row)
    lane.own.holding -= takes_one(rules, calls[row])
    leave(calls, rules, lane, row, AT_AGENT, outcome)


@compiled
def send_home(calls: Rows, rules: Rules, lane: Lane) -> None:
    """Everybody who waits is sent away."""
    for klass in range(len(rules.kinds)):
        while lane.lines[klass].head >= 0:
            stop(calls, rules, lane, lane.lines[klass].head, SENT_HOME)


@compiled
def match(calls: Rows, rules: Rules, lane: Lane) -> bool:
    """A free agent takes the call that goes first of those that wait and can be taken; False if there is none."""
    row, pool = queues.first(calls, rules, lane, lane.own.now)
    if row < 0:
        return False
    queues.leave(calls, rules, lane, row)
    lane.own.holding -= takes_one(rules, calls[row])
    answer(calls, rules, lane, row, pool, lane.own.now - calls[row].joined)
    return True
