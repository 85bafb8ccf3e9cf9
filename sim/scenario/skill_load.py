"""Whether heads can do what comes to them where not everybody does everything: for which orders there are too few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

ENOUGH = 1e-9
"""What counts as nothing beside rounding."""


class Demand(NamedTuple):
    """Orders of one kind that come: minutes of work at speed 100 %, minutes on the road, and the speed of each pool that can do them."""

    work: float
    travel: float
    speed: Mapping[str, float]


class Shortage(NamedTuple):
    """Kinds of orders and all the pools that can do them, to which more comes than they can do.

    Attributes
    ----------
    kinds, pools : tuple of str
        Which.
    load : float
        Minutes that the orders need, by those who do them best, against minutes that there are; above 1.
    """

    kinds: tuple[str, ...]
    pools: tuple[str, ...]
    load: float


def shortages(demands: Mapping[str, Demand], minutes: Mapping[str, float]) -> Iterator[Shortage]:
    """The shortages where the pools share the orders out as well as they can, the greatest first.

    The least load of the busiest pool is that of a linear program; its dual values say which pools cannot be relieved. These go with the orders
    that nobody else does, and the rest is looked at again.

    Parameters
    ----------
    demands : mapping
        What comes, by kind of order.
    minutes : mapping
        For how long each pool is there.
    """
    there = {pool: time for pool, time in minutes.items() if time}
    left = {kind: _with_heads(each, there) for kind, each in demands.items() if each.work + each.travel}
    left = {kind: each for kind, each in left.items() if each.speed}
    while left:
        load, tight = _tightest(left, there)
        if load <= 1 + ENOUGH:
            return
        kinds = [kind for kind, each in left.items() if set(each.speed) <= tight]
        yield Shortage(tuple(kinds), tuple(pool for pool in there if pool in tight), load)
        there = {pool: time for pool, time in there.items() if pool not in tight}
        left = {kind: _with_heads(each, there) for kind, each in left.items() if kind not in kinds}


def _with_heads(demand: Demand, there: Mapping[str, float]) -> Demand:
    """The same without pools that are never there."""
    return demand._replace(speed={pool: speed for pool, speed in demand.speed.items() if pool in there})


def _tightest(demands: Mapping[str, Demand], minutes: Mapping[str, float]) -> tuple[float, set[str]]:
    """The least load of the busiest pool, and the pools that cannot be relieved."""
    from scipy.optimize import linprog

    pools = list(minutes)
    shares = [(row, pools.index(pool)) for row, each in enumerate(demands.values()) for pool in each.speed]
    times = [each.work / speed + each.travel for each in demands.values() for speed in each.speed.values()]
    of_kind, of_pool = np.zeros((len(demands), len(shares) + 1)), np.zeros((len(pools), len(shares) + 1))
    for column, ((row, pool), time) in enumerate(zip(shares, times, strict=True)):
        of_kind[row, column], of_pool[pool, column] = 1.0, time / minutes[pools[pool]]
    of_pool[:, -1] = -1.0
    found = linprog(
        np.eye(1, len(shares) + 1, len(shares))[0],
        A_ub=of_pool,
        b_ub=np.zeros(len(pools)),
        A_eq=of_kind,
        b_eq=np.ones(len(demands)),
    )
    tight = {pool for pool, value in zip(pools, found.ineqlin.marginals, strict=True) if value < -ENOUGH}
    return float(found.x[-1]), tight
