"""What wrong estimates do to trust: when an estimate passed without supply, and how much of that is not forgotten yet."""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.log.outages import Lives, Outages
from sim.network.outage_notices import Notices
from sim.network.row_search import firsts_of, last_until
from sim.rules.outage_calls import share_that_trusts
from sim.scenario.outage_messages import Trust

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Passings(NamedTuple):
    """Estimates that passed without supply, by outage and time: rows of the outages, and when."""

    outage: Ints
    time: Floats


def passings_of(notices: Notices, lives: Lives) -> Passings:
    """The estimates of outages that passed without supply: none that was revised before."""
    new = np.flatnonzero(notices.is_new)
    outage, passes = notices.outage[new], notices.estimate[new]
    follows = np.append(outage[1:] == outage[:-1], False)[: len(new)]
    revised = np.where(follows, np.append(notices.time[new][1:], np.inf)[: len(new)], np.inf)
    restored = np.asarray(lives.restored)[outage]
    out = np.isnan(restored) | (passes < restored)
    wrong = np.flatnonzero(out & (passes <= revised) & (passes > notices.time[new]))
    order = wrong[np.lexsort((passes[wrong], outage[wrong]))]
    return Passings(outage[order], passes[order])


class _Decayed(NamedTuple):
    """Weights of what happened in each row, less what is forgotten since."""

    first: Ints
    time: Floats
    reached: Floats
    recovers: float

    @staticmethod
    def of(row: Ints, time: Floats, weight: Floats, rows: int, recovers: float) -> _Decayed:
        """Of events by row and time."""
        reached, last, so_far, before = np.empty(len(row)), -1, 0.0, 0.0
        for place, (here, at, added) in enumerate(
            zip(row.tolist(), time.tolist(), weight.tolist(), strict=True)
        ):
            so_far = so_far * exp((before - at) / recovers) + added if here == last else added
            reached[place], last, before = so_far, here, at
        return _Decayed(firsts_of(row, rows), time, reached, recovers)

    def before(self, row: Ints, time: Floats) -> Floats:
        """What is left of all that happened in some rows before some times."""
        place = last_until(self.first, self.time, row, time, below=True)
        some = np.flatnonzero(place >= self.first[row])
        left = np.zeros(len(row))
        place = place[some]
        left[some] = self.reached[place] * np.exp((self.time[place] - time[some]) / self.recovers)
        return left


class TrustInMessages:
    """How many believe what they are told of an outage, by time.

    Parameters
    ----------
    rules : Trust
        What a wrong estimate does.
    outages : Outages
        The outages.
    passings : Passings
        Their estimates that passed without supply.
    region_customers : ndarray
        Customers of each region.
    """

    def __init__(self, rules: Trust, outages: Outages, passings: Passings, region_customers: Floats) -> None:
        self._rules, regions = rules, len(region_customers)
        self._place = np.asarray(outages.lane, np.int64) * regions + outages.region
        part = np.asarray(outages.customers) / region_customers[outages.region]
        own, time = passings
        places = self._place[own]
        order = np.lexsort((time, places))
        rows = int(self._place.max(initial=-1)) + 1
        self._region = _Decayed.of(places[order], time[order], part[own[order]], rows, rules.recovers)
        self._own = _Decayed.of(own, time, 1.0 - part[own], len(self._place), rules.recovers)

    def at(self, outage: Ints, time: Floats) -> Floats:
        """The share that believes a message about some outages at some times."""
        wrong = self._region.before(self._place[outage], time) + self._own.before(outage, time)
        return np.asarray(share_that_trusts(self._rules.share, self._rules.falls, wrong))
