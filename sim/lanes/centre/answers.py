"""Agents of one lane answer: they talk, hand over, leave matters unsolved, or ring in vain."""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Rows, Whole
from sim.lanes.centre.agents import keep_busy, take
from sim.lanes.centre.plans import hand_over, will_wait_again
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.rulings import (
    is_called_once_more,
    is_handed_over,
    is_reached,
    is_solved,
    is_to_be_called,
    sets_announced_wait,
    talk_minutes,
)
from sim.lanes.centre.state import CentreLane
from sim.lanes.endings import AT_AGENT, CALLBACK, HANDED_OVER, NOT_REACHED, RESOLVED, TRANSFER, UNSOLVED
from sim.lanes.grid import grid_of


@woven
def answer(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole, number: Whole) -> None:
    """The agent of a pool who is free longest answers a call, or calls back."""
    call, now, centre = calls[row], lane.own.now, rules.centre[0]
    pool, chats = rules.pools[number], rules.kinds[call.klass].chats
    seat, in_hand = take(lane, pool, chats, now)
    if np.isnan(call.joined):
        call.joined = now
    if centre.announces and not _reached(lane, call):
        _ring(calls, rules, lane, row, seat)
        keep_busy(lane, pool, number, seat, now + centre.ring, now)
        return
    skill = rules.skills[number, skill_of(rules, call)]
    talk, after, speed = talk_minutes(call), call.after_call, skill.speed
    if chats:
        speed *= pool.pace[in_hand]
    if speed != 1.0:
        talk, after = grid_of(talk / speed), grid_of(after / speed)
    call.started, call.ended, call.freed = now, now + talk, now + talk + after
    call.pool, call.agent = number, (seat - pool.first) // pool.width
    call.outcome, call.stage = RESOLVED, at_agent(call)
    keep_busy(lane, pool, number, seat, call.freed, now)
    if not chats:
        lane.heads[seat].hung_up = now if call.called_back else call.ended
    if not is_solved(call, skill):
        call.outcome = UNSOLVED
        if skill.handed_to >= 0 and is_handed_over(call, pool.share):
            hand_over(calls, lane, row, skill.handed_to, call.ended)
            call.outcome = HANDED_OVER


@woven
def at_agent(call: Record) -> Whole:
    """The stage at which a call waits for an agent and is answered."""
    first: Whole = CALLBACK if call.called_back else AT_AGENT
    return np.int64(TRANSFER) if call.handed_over else first


@woven
def skill_of(rules: CentreRules, call: Record) -> int:
    """Line, service and segment of a call as one number."""
    centre = rules.centre[0]
    return int((call.line * centre.services + call.service) * centre.segments + call.segment)


@woven
def _reached(lane: CentreLane, call: Record) -> bool:
    """Keep the wait that is announced to others; returns whether the caller is reached."""
    if sets_announced_wait(call):
        lane.lines[call.line].last_wait = lane.own.now - call.joined
    if not is_to_be_called(call):
        return True
    call.tries += 1
    return bool(is_reached(call))


@woven
def _ring(calls: Rows, rules: CentreRules, lane: CentreLane, row: Whole, seat: Whole) -> None:
    """An agent calls back in vain; the caller is back in the queue later, or it was the last try."""
    centre, now, call = rules.centre[0], lane.own.now, calls[row]
    ring = lane.rings[lane.common.rung]
    ring.row, ring.seat, ring.time = row, seat, now
    lane.common.rung += 1
    if is_called_once_more(call, centre):
        will_wait_again(calls, lane, row, now + centre.ring + centre.again_after)
    else:
        call.ended, call.stage, call.outcome = now, at_agent(call), NOT_REACHED
