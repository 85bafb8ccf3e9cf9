"""What callers of one lane do who cannot be answered at once: wait, take a callback, hang up at the wait announced."""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.centre import queues
from sim.lanes.centre.answers import at_agent
from sim.lanes.centre.plans import BACK, contact_again, place_of, will_quit
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.rulings import hangs_up, is_offered_callback, takes_callback
from sim.lanes.centre.state import CentreLane
from sim.lanes.centre.table import DECLINED, TAKEN
from sim.lanes.centre.trunks import takes_one
from sim.lanes.endings import AT_AGENT, BALKED, SENT_HOME
from sim.lanes.phases import RISE


@woven
def begin(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> None:
    """A call waits, if only until those are answered who can be now."""
    queues.enter(calls, rules, lane, row, lane.own.now)
    lane.own.holding += takes_one(rules, calls[row])
    lane.own.newcomer = row


@woven
def stay(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> None:
    """A call that could not be answered at once waits on, takes a callback, or hangs up at the wait announced."""
    call, now = calls[row], lane.own.now
    if rules.centre[0].announces:
        announced = lane.lines[call.line].last_wait
        if _takes_callback(rules, lane, call, announced):
            return
        if hangs_up(call, announced, rules.balks):
            stop(calls, rules, lane, row)
            leave(call, AT_AGENT, BALKED, now)
            return
    if call.patience < inf:
        will_quit(lane, row, now + call.patience)


@woven
def _takes_callback(rules: CentreRules, lane: CentreLane, call: Record, announced: float) -> bool:
    """Offer a callback if the wait is long; who takes it hangs up."""
    if not is_offered_callback(call, rules.kinds[call.klass].chats, announced, rules.centre[0]):
        return False
    call.called_back = takes_callback(call, rules.centre[0])
    lane.own.holding -= call.called_back
    call.offered = TAKEN if call.called_back else DECLINED
    return bool(call.called_back)


@woven
def comes_back_first(calls: Rows, rules: CentreRules, lane: CentreLane, moment: float) -> bool:
    """Whether somebody who could not be reached is back in the queue before other pools may take whoever waits, at the same instant:
    what happens then goes by case."""
    own, back = lane.own, lane.plans[0]
    if not own.planned or back.kind != BACK or back.time != moment or own.moment == moment:
        return False
    for klass in range(len(rules.kinds)):
        kind, row = rules.kinds[klass], lane.lines[klass].head
        while row >= 0:
            for number in range(kind.first, kind.end):
                rises = calls[row].joined + rules.links[number].opens_after + RISE
                if rises == moment and place_of(calls[row]) < back.place:
                    return False
            row = calls[row].behind
    return True


@woven
def stop(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole) -> None:
    """A call waits no longer: it is answered, hangs up, or is sent away."""
    queues.leave(calls, rules, lane, row)
    lane.own.holding -= takes_one(rules, calls[row])


@woven
def leave(call: Record, stage: Whole, outcome: Whole, now: float) -> None:
    """A call is over without an agent."""
    call.ended, call.outcome = now, outcome
    call.stage = at_agent(call) if stage == AT_AGENT else stage


@woven
def send_home(calls: Rows, rules: CentreRules, lane: CentreLane) -> None:
    """Everybody who waits is sent away."""
    for klass in range(len(rules.kinds)):
        while lane.lines[klass].head >= 0:
            row = lane.lines[klass].head
            stop(calls, rules, lane, row)
            leave(calls[row], AT_AGENT, SENT_HOME, lane.own.now)
            contact_again(calls, rules, lane, row)
