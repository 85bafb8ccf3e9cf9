"""The watch over one lane of a centre: what a look leads to."""

from __future__ import annotations

from typing import Any

from sim.compiling.compiled import woven
from sim.compiling.entries import Whole
from sim.lanes.centre.rulebook import CentreRules
from sim.lanes.centre.state import CentreLane
from sim.lanes.centre.trunks import talking
from sim.lanes.phases import TICK
from sim.rules import watch

begins: Any = woven(watch.begins)
ends: Any = woven(watch.ends)
acts: Any = woven(watch.acts)
is_open: Any = woven(watch.is_open)


@woven
def look(rules: CentreRules, lane: CentreLane, number: Whole) -> None:
    """Levels begin, act or end at a look, of which the number on its day is given."""
    own = lane.own
    # talks that end at this instant have not ended yet
    inside = own.in_menu + own.holding + talking(lane.heads, own.now - TICK)
    taken = inside / (rules.centre[0].trunks + own.more_trunks)
    out = lane.looks[number].out
    own.acting, own.more_trunks, raised = 0, 0, 0
    for place in range(len(rules.levels)):
        level, state = rules.levels[place], lane.levels[place]
        if not state.raised:
            if not begins(level, own.waiting, taken, out):
                continue
            state.raised, state.since = True, own.now
        elif ends(level, own.now - state.since, own.waiting, taken, out):
            state.raised = False
            continue
        raised |= 1 << place
        if acts(level, own.now - state.since):
            own.acting |= 1 << place
            own.more_trunks += level.more_trunks
    lane.looks[number].raised, lane.looks[number].acting = raised, own.acting
