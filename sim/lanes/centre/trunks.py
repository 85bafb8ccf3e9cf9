"""Whether a trunk is free for those who come in to one lane: callers in the menu, in queues and in talks each take one."""

from __future__ import annotations

from math import inf

from sim.compiling.compiled import compiled, woven
from sim.compiling.entries import Record, Rows
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.rulings import gets_in, holds_trunk
from sim.lanes.centre.state import CentreLane
from sim.lanes.phases import COME_IN


@compiled
def set_next(calls: Rows, lane: CentreLane) -> None:
    """See who comes in next to the menu."""
    own = lane.own
    own.comes = calls[lane.arrivals[own.arrival]].arrived + COME_IN if own.arrival < own.last_arrival else inf


@woven
def takes_one(rules: CentreRules, call: Record) -> bool:
    """Whether a call that waits takes a trunk."""
    return bool(holds_trunk(call, rules.kinds[call.klass].chats))


@woven
def full(rules: CentreRules, lane: CentreLane, chats: bool) -> bool:
    """Whether no trunk is left for a contact; talkers are counted only where it may be so."""
    own, trunks = lane.own, rules.centre[0].trunks + lane.own.more_trunks
    others = own.in_menu + own.holding
    if gets_in(chats, others + own.talkers, trunks):
        return False
    return not gets_in(chats, others + talking(lane.heads, own.now), trunks)


@compiled
def talking(heads: Rows, now: float) -> int:
    """Agents whose callers are on a trunk."""
    count = 0
    for seat in range(len(heads)):
        count += heads[seat].hung_up > now
    return count


@woven
def count_talkers(rules: CentreRules, lane: CentreLane) -> None:
    """At most so many can be on the phone until staff changes: agents on duty, and those who end a call."""
    count = talking(lane.heads, lane.own.now)
    for pool in range(len(rules.pools)):
        count += lane.desks[pool].held
    lane.own.talkers = count
