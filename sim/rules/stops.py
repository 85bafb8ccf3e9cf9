"""Stops of a visit before the door of a hall: stages at which there is neither a line nor a head.

Counterline has none of its own. Whoever adds one gives it a stage (:func:`sim.log.stages.add_stage`), what it draws
(rows of :data:`sim.draws.table.DRAWS`) and its rule; both engines let every visit make it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Stop:
    """One stop.

    Attributes
    ----------
    stage : int
        Number of its stage.
    minutes : callable
        The rule: how long a visit stops, in minutes on the grid of ticks; who stops for no time does not stop. It reads attributes of the
        visit, what was drawn for it among them, which are numbers in the event engine and columns of numbers in the lanes.
    """

    stage: int
    minutes: Callable[[Any], Any]


BEFORE_DOOR: list[Stop] = []
"""The stops that every visit makes before it comes to the door, in their order."""
