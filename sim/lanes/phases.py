"""The order of events of one instant: what is added to their times, less than a tick; see :mod:`sim.events.clock`."""

from __future__ import annotations

from sim.time.ticks import TICKS_PER_MINUTE

TICK = 1 / TICKS_PER_MINUTE
PHASE = TICK / 16
CALL, MOVE_ON, COME_IN, RISE, GIVE_UP = (PHASE * kind for kind in range(1, 6))
