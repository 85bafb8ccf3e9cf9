"""Crews as numbers: which pools go where, in which order, how long the way is, who comes from outside."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.scenario.crews import Crews
from sim.scenario.distributions import Distribution

NO_AID = -1
"""In place of the place of a pool from outside: there is none."""


class AidRules(NamedTuple):
    """Crews from outside.

    Attributes
    ----------
    pool : int
        Their place among the pools; `NO_AID` where there are none.
    customers_out : float
        From how many customers without supply on they are called.
    after, stays : float
        How long after the call they are here, and for how long.
    """

    pool: int
    customers_out: float
    after: float
    stays: float


class CrewPlan(NamedTuple):
    """The crews of a scenario.

    Attributes
    ----------
    names : tuple of str
        Names of the pools in the order in which they take outages; those from outside last.
    numbers : ndarray of int
        Their numbers in the scenario.
    goes : ndarray of bool
        Whether each goes to each region, shape (pools, regions).
    speed : ndarray of float
        Speed of each.
    by_customers : bool
        Whether of two alike the outage with more customers goes first, and not that known longer.
    aid : AidRules
        Who comes from outside.
    dispatch : Distribution
        Time from when an outage is known until a crew can be sent.
    travel : tuple of Distribution
        The way to each region.
    """

    names: tuple[str, ...]
    numbers: NDArray[np.int64]
    goes: NDArray[np.bool_]
    speed: NDArray[np.float64]
    by_customers: bool
    aid: AidRules
    dispatch: Distribution
    travel: tuple[Distribution, ...]


AT_ONCE = Distribution(constant="0 min")
"""The way to a region to which no outage brings anybody."""


def crew_plan(scenario: Scenario) -> CrewPlan:
    """The crews of a scenario with outages; without any, a plan of no pools."""
    crews = scenario.outages.crews if scenario.outages else None
    regions, every = list(scenario.regions), list(scenario.pools)
    pools = crews.all_pools if crews else ()
    return CrewPlan(
        pools,
        np.array([every.index(name) for name in pools], dtype=np.int64),
        np.array(
            [[crews is not None and crews.goes_to(pool, region) for region in regions] for pool in pools],
            dtype=np.bool_,
        ).reshape(-1, len(regions)),
        np.array([scenario.pools[name].speed for name in pools], dtype=np.float64),
        crews is None or crews.first == "customers",
        _aid(crews),
        crews.dispatch if crews else AT_ONCE,
        tuple((crews and crews.travel_to(region)) or AT_ONCE for region in regions),
    )


def _aid(crews: Crews | None) -> AidRules:
    aid = crews.mutual_aid if crews else None
    if crews is None or aid is None:
        return AidRules(NO_AID, inf, 0.0, 0.0)
    return AidRules(len(crews.pools), float(aid.customers_out), aid.after, aid.stays)
