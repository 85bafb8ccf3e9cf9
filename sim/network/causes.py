"""The causes of an office's orders as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.draws.order_dice import OrderDice, OrderStream
from sim.scenario import Scenario
from sim.scenario.office import Office, causes_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WHOLE = 1.0 - 1e-9
"""Shares that add up to this much are meant to be all: rounding leaves less."""


@dataclass(frozen=True)
class Causes:
    """The causes of an office, in the file's order.

    Attributes
    ----------
    first : int
        Number of its first cause among those of all offices.
    steps : ndarray
        Shares added up over the causes, by category: shape (categories, causes).
    """

    first: int
    steps: Floats

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.steps.T)

    def of_orders(self, category: Ints, seed: Floats) -> Ints:
        """The cause of each order, among those of the office; -1 where none is named.

        Parameters
        ----------
        category : ndarray of int
            Number of the category of each in the office.
        seed : ndarray of float
            The uniform from which all follows that it carries.
        """
        if not self.count:
            return np.full(len(seed), -1)
        uniforms = OrderDice(seed).uniforms(OrderStream.CAUSE, 0)
        reached = (uniforms[:, None] >= self.steps[category]).sum(axis=1)
        return np.where(reached < self.count, reached, -1)


def causes(scenario: Scenario, office: Office) -> Causes:
    """The causes of an office of a scenario."""
    names = list(office.categories)
    of_category, share = (
        [names.index(each.category) for each in office.causes.values()],
        [each.share for each in office.causes.values()],
    )
    shares = np.zeros((len(names), len(share)))
    shares[of_category, np.arange(len(share))] = share
    steps = np.cumsum(shares, axis=1)
    first = [*causes_of(scenario.offices)].index(next(iter(office.causes))) if office.causes else 0
    return Causes(first, np.where(steps >= WHOLE, 1.0, steps))
