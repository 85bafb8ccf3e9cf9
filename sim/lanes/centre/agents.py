"""The agents of a pool in one lane, whether they take calls alone or chat: who takes the next contact, and from when on somebody can.

Those who take calls alone are heads as in any pool (:mod:`sim.lanes.heads`). Agents who chat have several seats each, and no heap: see
:mod:`sim.lanes.centre.chat_agents`.
"""

from __future__ import annotations

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Whole
from sim.lanes import heads
from sim.lanes.centre import chat_agents
from sim.lanes.centre.state import CentreLane
from sim.lanes.changes import COMES


@woven
def free_for(lane: CentreLane, pool: Record, number: Whole, chats: bool) -> float:
    """From when on somebody can take a call, or a chat; infinite if nobody is on duty who can."""
    if pool.chats:
        return float(lane.desks[number].chat if chats else lane.desks[number].call)
    return heads.free_at(lane, pool, number)


@woven
def more_free_for(lane: CentreLane, pool: Record, number: Whole, chats: bool, reserve: Whole) -> float:
    """From when on more than `reserve` agents can take a call, or a chat; infinite if there are no more."""
    if pool.chats:
        return chat_agents.more_than(lane.heads, pool, chats, reserve)
    return heads.more_free_at(lane, pool, number, reserve)


@woven
def rank(lane: CentreLane, pool: Record, number: Whole, chats: bool, now: float) -> tuple[int, float]:
    """Chats in hand of who takes the next call, or chat, and since when that agent has been free, or unchanged."""
    if pool.chats:
        return chat_agents.best(lane.heads, pool, chats, now)[1:]
    return 0, heads.free_at(lane, pool, number)


@woven
def take(lane: CentreLane, pool: Record, chats: bool, now: float) -> tuple[int, int]:
    """The seat that takes a call, or a chat, and the chats that its agent has in hand; :func:`keep_busy` follows."""
    if pool.chats:
        return chat_agents.take(lane.heads, pool, chats, now)
    return int(lane.on_duty[pool.first].number), 0


@woven
def keep_busy(lane: CentreLane, pool: Record, number: Whole, seat: int, until: float, now: float) -> None:
    """Who has just taken a contact is busy with it until then."""
    if pool.chats:
        chat_agents.hold(lane.heads, pool, lane.desks[number], seat, until, now)
    else:
        heads.keep_busy(lane, pool, number, until)


@woven
def change(lane: CentreLane, pool: Record, number: Whole, kind: Whole, seat: Whole, now: float) -> None:
    """An agent comes on duty, free or still busy from before, or goes, and ends what is at hand."""
    if pool.chats:
        if kind == COMES:
            chat_agents.change(lane.heads, pool, seat, now)
        else:
            chat_agents.go(lane.heads, seat)
        chat_agents.look(lane.heads, pool, lane.desks[number])
    elif kind == COMES:
        heads.come(lane, pool, number, seat, now)
    else:
        heads.go(lane, pool, number, seat)
