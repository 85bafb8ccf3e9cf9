"""What is planned about the orders of an office in one lane: when, and what happens then."""

from __future__ import annotations

import numpy as np

from sim.compiling.compiled import woven
from sim.compiling.entries import Whole
from sim.lanes import heap
from sim.lanes.office.state import OfficeLane
from sim.lanes.phases import COME_IN, GIVE_UP, MOVE_ON, RISE

JOIN, ESCALATE, CREATE, FOR_ALL = MOVE_ON, COME_IN, RISE, GIVE_UP
"""What happens at one instant after free heads have taken orders in line: orders join the next line, reach a level of escalation, are new, and
stand for everybody and no longer for their own head."""

GOES_ON, REACHES, YIELDS, DAY_BEGINS, DAY_ENDS, WAITED = np.arange(6)
"""An order goes on to its next step; it reaches its next level of escalation; it stands no longer for its own head; the days for its region begin, and end,
before any head takes an order; the first of a group has waited for others long enough."""


@woven
def plan(lane: OfficeLane, time: float, row: Whole, kind: Whole) -> None:
    """Plan something about an order."""
    heap.push(lane.plans, lane.own.planned, time, row, row, kind)
    lane.own.planned += 1
