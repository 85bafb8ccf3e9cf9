"""Needs that an office finds before they become problems: for each of them one customer does not come."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import number_of
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.network.following_orders import FollowingOrders
from sim.network.office_plan import region_steps
from sim.network.rules_by_order import RulesByOrder
from sim.rules.causes import first_of_each
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


class NeedsFound:
    """The needs that one office has found in some lanes, and that have kept nobody from coming so far: so many of each category, segment and region.

    Parameters
    ----------
    scenario : Scenario
        What holds.
    rules : RulesByOrder
        The rules under which its orders live.
    lanes : int
        How many lanes there are.
    """

    def __init__(self, scenario: Scenario, rules: RulesByOrder, lanes: int) -> None:
        self._categories, self._regions = rules.each[-1].categories, region_steps(scenario)
        shape = (lanes, len(self._categories), len(scenario.segments), len(scenario.regions))
        self._count: Ints = np.zeros(shape, dtype=np.int64)

    @property
    def is_begun(self) -> bool:
        """Whether some customers do not come."""
        return bool(self._count.any())

    def found(self, lane: Numbers, category: Numbers, segment: Numbers, region: Numbers) -> None:
        """Take needs, each of a category by its number in the office, that would have become problems."""
        np.add.at(self._count, (lane, category, segment, region), 1)

    def averted(self, lane: Ints, category: Ints, segment: Ints, seed: Floats) -> Flags:
        """Which of some customers do not come, since their need has been found: in each lane the first ones of each kind.

        Parameters
        ----------
        lane, category, segment : ndarray of int
            Of each: its lane, the order that it would leave by its number among the categories of all offices (-1: none), its segment. In each lane
            they stand in the order of time.
        seed : ndarray of float
            The uniform from which all follows that this order would carry.
        """
        known, gone = self._categories, np.zeros(len(lane), np.bool_)
        own = np.flatnonzero((category >= known.start) & (category < known.stop))
        region = number_of(SeededDice(seed[own]).uniforms(OrderStream.REGION, 0), self._regions)
        kind = np.ravel_multi_index(
            (lane[own], category[own] - known.start, segment[own], region), self._count.shape
        )
        chosen = first_of_each(kind, self._count.reshape(-1))
        np.subtract.at(self._count.reshape(-1), kind[chosen], 1)
        gone[own[chosen]] = True
        return gone


def averting(left: FollowingOrders) -> Ints:
    """The places of those orders, left by others, that are found needs and would have become problems."""
    return np.flatnonzero(SeededDice(left.seed).uniforms(OrderStream.AVERTS, 0) < left.averts)


def needs_of(scenario: Scenario, rules: RulesByOrder, lanes: int) -> NeedsFound | None:
    """The needs that an office finds; None where none of them would become a problem."""
    finds = any(plan.leaves is not None and plan.prevents.any() for plan in rules.each)
    return NeedsFound(scenario, rules, lanes) if finds else None
