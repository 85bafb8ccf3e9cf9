"""One day of one hall in all lanes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Floor
from sim.lanes.hall.table import UNDER_WAY, Gone
from sim.lanes.visits import Visits
from sim.log.records import Outcome

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class HallDay:
    """What happened to those who came to one hall on one day, in all lanes.

    Attributes
    ----------
    number : int
        Number of the hall in the scenario.
    floor : Floor
        The hall.
    day : int
        Day of the horizon.
    visits : Visits
        Who came.
    gone : Gone
        What became of each visit.
    """

    number: int
    floor: Floor
    day: int
    visits: Visits
    gone: Gone

    @property
    def is_over(self) -> bool:
        """Whether nobody is under way any more."""
        return not bool((self.gone.outcome == UNDER_WAY).any())

    @property
    def greeted(self) -> bool:
        """Whether there are greeters."""
        return bool(self.floor.greeters)

    @cached_property
    def since(self) -> Floats:
        """Since when each visit waited at counter or kiosk."""
        if not self.greeted:
            return self.visits.arrived
        return np.where(np.isnan(self.gone.moved_on), self.visits.arrived, self.gone.moved_on)

    @cached_property
    def ended_at_greeter(self) -> Flags:
        """Visits that the greeter ended."""
        if not self.greeted:
            return np.broadcast_to(np.False_, self.gone.outcome.shape)
        solved, missing = (self.gone.outcome == each for each in (Outcome.RESOLVED, Outcome.PAPERS_MISSING))
        ended: Flags = (solved | missing) & np.isnan(self.gone.started)
        return ended

    @cached_property
    def in_vain(self) -> Flags:
        """Visits whose tickets were called when they were gone."""
        if not self.floor.keeps_tickets:
            return np.broadcast_to(np.False_, self.gone.outcome.shape)
        found: Flags = (self.gone.outcome == Outcome.RENEGED) & ~np.isnan(self.gone.started)
        return found

    @property
    def told(self) -> Flags:
        """Whether the greeter said which papers are needed."""
        told: Flags = self.ended_at_greeter & (self.gone.outcome == Outcome.PAPERS_MISSING)
        return told
