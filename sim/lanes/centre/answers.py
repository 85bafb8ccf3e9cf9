"""Agents of one lane answer: they talk, hand over, leave matters unsolved, or ring in vain."""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import compiled
from sim.compiling.entries import Record, Rows
from sim.lanes.centre.desks import keep_busy, take
from sim.lanes.centre.plans import at_agent, call_again, hand_over, leave, will_wait_again
from sim.lanes.centre.rulebook import Rules
from sim.lanes.centre.rulings import (
    contacts_again,
    is_called_once_more,
    is_handed_over,
    is_reached,
    is_solved,
    is_to_be_called,
    sets_announced_wait,
    talk_minutes,
)
from sim.lanes.centre.state import Lane
from sim.lanes.endings import AT_AGENT, HANDED_OVER, NOT_REACHED, RESOLVED, UNSOLVED
from sim.lanes.keys import grid_of


@compiled
def answer(calls: Rows, rules: Rules, lane: Lane, row: int, number: int, waited: float) -> None:
    """The agent of a pool who is free longest answers a call that has waited so long, or calls it back."""
    call, now, centre = calls[row], lane.own.now, rules.centre[0]
    pool, desk, chats = rules.pools[number], lane.desks[number], rules.kinds[call.klass].chats
    seat, in_hand = take(lane, pool, desk, chats, now)
    if centre.announces and not _reached(lane, call, waited):
        _ring(calls, rules, lane, row, seat)
        keep_busy(lane, pool, desk, seat, now + centre.ring, now)
        return
    skill = rules.skills[number, skill_of(rules, call)]
    talk, after, speed = talk_minutes(call), call.after_call, skill.speed
    if chats:
        speed *= pool.pace[in_hand]
    if speed != 1.0:
        talk, after = grid_of(talk / speed), grid_of(after / speed)
    if np.isnan(call.joined):
        call.joined = now
    call.started, call.ended, call.freed = now, now + talk, now + talk + after
    call.pool, call.agent = number, (seat - pool.first) // pool.width
    call.outcome, call.stage = RESOLVED, at_agent(call)
    keep_busy(lane, pool, desk, seat, call.freed, now)
    if not chats:
        lane.seats[seat].hung_up = now if call.called_back else call.ended
    if not is_solved(call, skill):
        _unsolved(calls, rules, lane, row, number)


@compiled
def skill_of(rules: Rules, call: Record) -> int:
    """Line, service and segment of a call as one number."""
    centre = rules.centre[0]
    return int((call.line * centre.services + call.service) * centre.segments + call.segment)


@compiled
def _reached(lane: Lane, call: Record, waited: float) -> bool:
    """Keep the wait that is announced to others; returns whether the caller is reached."""
    if sets_announced_wait(call):
        lane.lines[call.line].last_wait = waited
    if not is_to_be_called(call):
        return True
    call.tries += 1
    return bool(is_reached(call))


@compiled
def _ring(calls: Rows, rules: Rules, lane: Lane, row: int, seat: int) -> None:
    """An agent calls back in vain; the caller is back in the queue later, or it was the last try."""
    centre, now = rules.centre[0], lane.own.now
    ring = lane.rings[lane.common.rung]
    ring.row, ring.seat, ring.time = row, seat, now
    lane.common.rung += 1
    if is_called_once_more(calls[row], centre):
        will_wait_again(calls, lane, row, now + centre.ring + centre.again_after)
    else:
        leave(calls, rules, lane, row, AT_AGENT, NOT_REACHED)


@compiled
def _unsolved(calls: Rows, rules: Rules, lane: Lane, row: int, number: int) -> None:
    """A call that the agent does not solve is handed over, or the caller may call again."""
    call = calls[row]
    to = rules.skills[number, skill_of(rules, call)].handed_to
    if to >= 0 and is_handed_over(call, rules.pools[number].share):
        hand_over(calls, lane, row, to, call.ended)
        call.outcome = HANDED_OVER
    else:
        call.outcome = UNSOLVED
        if contacts_again(call, rules.endings[UNSOLVED, call.line].share, rules.centre[0].most_calls):
            call_again(calls, rules, lane, row, call.ended, UNSOLVED)
