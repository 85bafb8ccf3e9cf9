"""Who joins the lines at counters and kiosks, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.columns import Columns, joined
from sim.order import order_by
from sim.ticks import TICKS_PER_MINUTE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

COMES_IN, PASSES_BY = 0, 1
"""Turns of those who come from the door, and of those who no longer wait for the greeter."""


@dataclass(frozen=True)
class Joining(Columns):
    """Some visits of a day, one entry each.

    Attributes
    ----------
    visit : ndarray
        Which visit.
    time, ticket : ndarray
        When it joins, and when it drew its ticket: earlier, where help with a form came between. Minutes after midnight.
    turn : ndarray
        Who joins first at one instant: those whom greeters send, by number of the greeter, from below
        :data:`COMES_IN`; then that; then :data:`PASSES_BY`.
    steered, helped : ndarray
        Whether a greeter has sent it, perhaps to a kiosk, and whether with a form filled in.
    """

    visit: Ints
    time: Floats
    ticket: Floats
    turn: Ints
    steered: Flags
    helped: Flags

    @classmethod
    def without_greeter(cls, visit: Ints, time: Floats, turn: int = COMES_IN) -> Joining:
        """Visits that no greeter sends."""
        never = np.zeros(len(visit), dtype=np.bool_)
        return cls(visit, time, time, np.full(len(visit), turn), never, never)


def merged(parts: Sequence[Joining], lane: Ints, place: Ints) -> Joining:
    """Some visits lane by lane, in each lane as they join.

    Parameters
    ----------
    parts : sequence of Joining
        The visits.
    lane, place : ndarray
        Lane of each visit of the day, and its place in it.
    """
    if len(parts) == 1:  # in order already
        return parts[0]
    everybody = joined(parts)
    visit, ticks = everybody.visit, (everybody.time * TICKS_PER_MINUTE).astype(np.int64)
    order = order_by(lane[visit], ticks, everybody.turn, place[visit])
    return everybody.where(order)
