"""Orders that other orders of an office leave when they are closed: which ones, and when they come."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.network.office import OfficePlan
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class FollowingOrders(NamedTuple):
    """One entry each.

    Attributes
    ----------
    of : ndarray of int
        The place of the order that left it among those given.
    category : ndarray of int
        Its category, by its number in the office.
    seed : ndarray of float
        The uniform from which all follows that it carries, but for what it has from the other one.
    created : ndarray of float
        When it comes: at the midnight behind the closing, when what a day has brought is handed in.
    averts : ndarray
        The chance that it would have become a problem, for which now nobody comes.
    """

    of: Ints
    category: Ints
    seed: Floats
    created: Floats
    averts: Floats


def following_orders(plan: OfficePlan, category: Ints, seed: Floats, closed: Floats) -> FollowingOrders:
    """The orders that some orders leave, each with its category by its number in the office, its seed, and when it is closed."""
    assert plan.leaves is not None
    dice = SeededDice(seed)
    chosen = (dice.uniforms(OrderStream.LEAVES, 0)[:, None] >= plan.leaves[category]).sum(axis=1)
    of = np.flatnonzero(chosen < len(plan.leaves))
    created = (np.floor(closed[of] / DAY) + 1.0) * DAY
    left_seed = dice.of(of).uniforms(OrderStream.LEFT_SEED, 0)
    return FollowingOrders(of, chosen[of], left_seed, created, plan.prevents[category[of]])
