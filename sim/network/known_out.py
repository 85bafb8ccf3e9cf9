"""How many customers are without supply of whose outages the utility knows, over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log.outage_log import OutageLog
from sim.network.row_search import firsts_of, last_until
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class KnownOut:
    """Customers without supply of known outages, by lane and time; those of lesser kinds do not count, as for crews from outside.

    Attributes
    ----------
    first : ndarray of int
        Where the times of each lane begin, and where the last one's end.
    time, customers : ndarray of float
        When their number changes, rising in each lane; and what it is from then on.
    """

    first: Ints
    time: Floats
    customers: Floats

    @staticmethod
    def of(scenario: Scenario, log: OutageLog | None, lanes: int) -> KnownOut:
        """Those of the outages of some lanes."""
        if log is None or scenario.outages is None:
            return KnownOut(np.zeros(lanes + 1, dtype=np.int64), np.empty(0), np.empty(0))
        lesser = np.array([kind.lesser for kind in scenario.outages.kinds.values()])
        counts = ~np.isnan(log.lives.known) & ~lesser[log.outages.kind]
        row = _rows(log)
        back = np.rint(log.outages.customers[row] * log.steps.share)
        before = np.zeros(len(back))
        same = row[1:] == row[:-1]
        before[1:][same] = back[:-1][same]
        of_step = counts[row]
        lane = np.concatenate((log.outages.lane[counts], log.steps.lane[of_step])).astype(np.int64)
        since = np.maximum(log.steps.time, log.lives.known[row])[of_step]
        time = np.concatenate((log.lives.known[counts], since))
        change = np.concatenate((log.outages.customers[counts], (before - back)[of_step]))
        order = np.lexsort((time, lane))
        lane, change = lane[order], change[order]
        first = firsts_of(lane, lanes)
        total = np.concatenate(([0.0], np.cumsum(change)))
        return KnownOut(first, time[order], total[1:] - np.repeat(total[first[:-1]], np.diff(first)))

    def of_lane(self, lane: int) -> KnownOut:
        """Those of one lane alone."""
        own = slice(self.first[lane], self.first[lane + 1])
        return KnownOut(np.array([0, own.stop - own.start]), self.time[own], self.customers[own])

    def at(self, times: Sequence[float]) -> Floats:
        """How many there are at some times, shape (lanes, times): a change counts from its instant on."""
        lanes = len(self.first) - 1
        lane = np.repeat(np.arange(lanes), len(times))
        place = last_until(self.first, self.time, lane, np.tile(np.asarray(times, dtype=np.float64), lanes))
        found = np.zeros(len(lane))
        there = place >= self.first[lane]
        found[there] = self.customers[place[there]]
        return found.reshape(lanes, len(times))


def _rows(log: OutageLog) -> Ints:
    """The row of the outage of each step."""
    first = firsts_of(log.outages.lane.astype(np.int64), int(log.outages.lane.max(initial=-1)) + 1)
    return first[log.steps.lane] + log.steps.number
