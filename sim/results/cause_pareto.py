"""Which causes bring most orders: month by month, and added up (Pareto)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.measures.registry import measure
from sim.results.result import Result
from sim.tally import Array


class CausePareto(NamedTuple):
    """Orders created by cause, those of which most have come first.

    Attributes
    ----------
    names : list of str
        Names of the causes.
    months : list of int
        The first day of each month of the horizon.
    orders : ndarray
        Orders of each cause in each month, mean over replications: shape (causes, months).
    unnamed : ndarray
        Orders without a named cause in each month.
    """

    names: list[str]
    months: list[int]
    orders: Array
    unnamed: Array

    @property
    def share(self) -> Array:
        """Share of all orders, those without a named cause too, that the causes until each one have; NaN where there are no orders."""
        every = self.orders.sum() + self.unnamed.sum()
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.cumsum(self.orders.sum(axis=1)) / every)


def cause_pareto(result: Result) -> CausePareto | None:
    """The causes of a result; none where no office has any."""
    names, created = result.frame.names["cause"], measure("orders_created")
    if not names:
        return None
    orders = result.samples.cut(created, "cause", "month").mean
    every = result.samples.cut(created, "all", "month").mean[0]
    order = np.argsort(-orders.sum(axis=1), kind="stable")
    months = list(result.frame.months.values())
    return CausePareto([names[place] for place in order], months, orders[order], every - orders.sum(axis=0))
