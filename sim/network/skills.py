"""Who in an office can do which orders, how quickly, and how many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.rules.office import EVERYBODY
from sim.scenario.names import among
from sim.scenario.pool import Pool

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Skills(NamedTuple):
    """Who can do what. At each desk orders that the same pools can do have a line.

    Attributes
    ----------
    line : ndarray of int
        By desk and category, in which line at the desk an order stands for work: :data:`~sim.rules.office.EVERYBODY` where all can do it, and where
        nobody can.
    takes : tuple of tuple of tuple of int
        By desk, and there by pool in its order, from which lines it takes orders.
    speed : ndarray
        By pool of the scenario and category of the office, the speed of its heads.
    at_once : tuple of int
        By pool of the scenario, how many orders its heads have in hand at the most.
    pace : tuple of tuple of float
        By pool of the scenario, their speed on each order with one in hand, with two, and so on; the last holds for more.
    """

    line: Ints
    takes: tuple[tuple[tuple[int, ...], ...], ...]
    speed: Floats
    at_once: tuple[int, ...]
    pace: tuple[tuple[float, ...], ...]

    def lines(self, desk: int) -> int:
        """How many lines a desk has."""
        return 1 + int(self.line[desk].max())


def skills_of(pools: Mapping[str, Pool], desks: Sequence[Iterable[int]], categories: Sequence[str]) -> Skills:
    """The skills in an office.

    Parameters
    ----------
    pools : mapping
        All pools of the scenario, by name.
    desks : sequence
        Numbers of the pools at each desk.
    categories : sequence of str
        The categories of the office.
    """
    every = list(pools.values())
    found = [_at_desk([every[number] for number in desk], categories) for desk in desks]
    speeds = [[_speed(pool, name) for name in categories] for pool in every]
    return Skills(
        np.array([line for line, _ in found]),
        tuple(takes for _, takes in found),
        np.array(speeds),
        tuple(pool.office.at_once for pool in every),
        tuple(pool.office.pace for pool in every),
    )


def _speed(pool: Pool, category: str) -> float:
    level = pool.office.levels.get(category)
    return pool.speed * level.speed if level else pool.speed


def _at_desk(
    pools: Sequence[Pool], categories: Sequence[str]
) -> tuple[list[int], tuple[tuple[int, ...], ...]]:
    """The line of each category, and the lines from which each pool takes."""
    all_of_them = (True,) * len(pools)
    able = [tuple(among(name, pool.serves) for pool in pools) for name in categories]
    kinds = list(dict.fromkeys([all_of_them, *(kind for kind in able if any(kind))]))
    lines = [kinds.index(kind) if any(kind) else EVERYBODY for kind in able]
    takes = (tuple(line for line, kind in enumerate(kinds) if kind[place]) for place in range(len(pools)))
    return lines, tuple(takes)
