"""The way of an order from step to step, in one lane of an office, with the approvals that levels of escalation ask for on it."""

from __future__ import annotations

from math import nan

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Record, Whole
from sim.lanes.office.rulings import approves, desk_of, needs_approval
from sim.lanes.office.state import OfficeLane


@woven
def go_forward(lane: OfficeLane, order: Record) -> None:
    """A step is over; behind an approval follows what was next before it."""
    if approves(lane.steps[order.step].kind):
        order.step = order.resumes
        order.approved += 1
    else:
        order.step += 1
        order.has_gathered = False


@woven
def next_desk(lane: OfficeLane, order: Record) -> Whole:
    """The desk that does the step at hand, or first an approval of it."""
    if needs_approval(order.asked, order.approved) and not approves(lane.steps[order.step].kind):
        lane.steps[order.step].joined = nan
        order.resumes = order.step
        order.step = order.last + 1 + order.approved
    step = lane.steps[order.step]
    return np.int64(desk_of(order.desk, step.desk, step.kind))
