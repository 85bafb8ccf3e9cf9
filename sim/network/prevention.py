"""Who does not come: those whose problems offices have done away with, or have found before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.network.cause_months import CauseMonths
from sim.network.needs_found import NeedsFound
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Prevention:
    """What the offices of a scenario have prevented: who does not come for the first time.

    Attributes
    ----------
    causes : sequence of CauseMonths
        Of those offices that do away with causes.
    needs : sequence of NeedsFound
        Of those that find needs.
    """

    causes: Sequence[CauseMonths]
    needs: Sequence[NeedsFound]

    @staticmethod
    def by(causes: Sequence[CauseMonths | None], needs: Sequence[NeedsFound | None]) -> Prevention | None:
        """What some offices do; None where none of them ever prevents anything."""
        away = [each for each in causes if each is not None and each.plan.causes.analysis is not None]
        found = [each for each in needs if each is not None]
        return Prevention(away, found) if away or found else None

    @property
    def is_begun(self) -> bool:
        """Whether it is known of some problems that they do not arise."""
        return any(each.is_begun for each in self.causes) or any(each.is_begun for each in self.needs)

    def prevented(self, lane: Ints, category: Ints, segment: Ints, seed: Floats, day: int) -> Flags:
        """Which contacts do not come.

        Sites are asked day by day, halls before centres: whom a site does not see, since the need has been found, comes to no other one instead.

        Parameters
        ----------
        lane, category, segment : ndarray of int
            Of each contact: its lane, the order that it would leave by its number among the categories of all offices (-1: none), its segment. In
            each lane they stand in the order of time.
        seed : ndarray of float
            The uniform from which all follows that this order would carry.
        day : int
            The day on which it would come.
        """
        gone = np.zeros(len(lane), np.bool_)
        for office in self.causes:
            known = office.plan.categories
            own = np.flatnonzero((category >= known.start) & (category < known.stop))
            cause = office.plan.causes.of_orders(category[own] - known.start, seed[own])
            gone[own] = office.prevented(lane[own], cause, seed[own], day * DAY)
        for needs in self.needs:
            rest = np.flatnonzero(~gone)
            gone[rest] = needs.averted(lane[rest], category[rest], segment[rest], seed[rest])
        return gone
