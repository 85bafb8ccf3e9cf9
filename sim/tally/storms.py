"""When so many customers are without supply at once that it is a storm, and which contacts arrive then."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.log.sheet import CALM, STORM, Contacted
from sim.network.row_search import firsts_of, last_until
from sim.tally.begun_outages import Interruptions
from sim.tally.groups import Array, Ints


@dataclass(frozen=True)
class Storms:
    """Whether it is a storm, by lane and time.

    Attributes
    ----------
    first : ndarray of int
        Where the times of each lane begin, and where the last one's end.
    time : ndarray
        When the number of customers without supply changes.
    supply : ndarray of int
        What it is from then on: :data:`~sim.log.sheet.STORM` or :data:`~sim.log.sheet.CALM`.
    """

    first: Ints
    time: Array
    supply: Ints

    @staticmethod
    def of(found: Interruptions, lanes: int, customers: float) -> Storms:
        """The storms among some interruptions: while at least so many customers are without supply, and some are."""
        lane = np.concatenate((found.lane, found.lane)).astype(np.int64)
        time = np.concatenate((found.arrived, found.back))
        change = np.concatenate((found.customers, -found.customers))
        order = np.lexsort((time, lane))
        out = np.cumsum(change[order])  # each lane ends at zero
        supply = np.where((out >= customers) & (out > 0), STORM, CALM)
        return Storms(firsts_of(lane[order], lanes), time[order], supply)

    def told_to(self, contacts: Contacted) -> Contacted:
        """The contacts, with how it is about supply when each arrives: a change counts from its instant on."""
        lane = contacts.lane.astype(np.int64)
        place = last_until(self.first, self.time, lane, contacts.arrived)
        there = place >= self.first[lane]
        supply = np.full(len(lane), CALM)
        supply[there] = self.supply[place[there]]
        return replace(contacts, supply=supply)
