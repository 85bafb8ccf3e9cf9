"""Customers whose problems come back after their orders are closed, in all lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.compiling.entries import Rows, moved
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.lanes.office.asking import Askers, by_door
from sim.lanes.office.table import ORDER
from sim.network.cause_months import CauseMonths
from sim.network.causes import NEVER
from sim.network.office import OfficePlan
from sim.rules.conditional import Expected
from sim.scenario.units import DAY

Ints = NDArray[np.int64]


class Recurring:
    """The closed orders of one office whose problems are to come back.

    Parameters
    ----------
    plan : OfficePlan
        The office.
    months : CauseMonths or None
        What it has done away with.
    """

    def __init__(self, plan: OfficePlan, months: CauseMonths | None) -> None:
        self._plan, self._months = plan, months
        self._orders, self._back = np.zeros(0, ORDER), np.zeros(0, np.int64)

    def close(self, orders: Rows) -> None:
        """Take orders that are closed."""
        some = orders[orders["chased"] & (orders["cause"] >= 0)]
        columns = (some["cause"].astype(np.int64), some["seed"].copy(), some["closed"].copy())
        back = self._plan.causes.back_from(*columns)
        self._keep(_joined(self._orders, some[back < NEVER]), np.append(self._back, back[back < NEVER]))

    def on(self, day: int, sites: Sequence[int]) -> Iterator[Askers]:
        """Who comes on a day that begins, to which of the sites that are open on it."""
        come = (self._back <= day) & np.isin(self._orders["sender"], sites)
        orders = self._orders[come]
        self._keep(self._orders[~come], self._back[~come])
        cause, seed = orders["cause"].astype(np.int64), orders["seed"].copy()
        if self._months is not None:
            arises = ~self._months.prevented(orders["lane"].astype(np.int64), cause, seed, day * DAY)
            orders, cause, seed = orders[arises], cause[arises], seed[arises]
        if len(orders):
            fraction = SeededDice(seed).uniforms(OrderStream.RECUR_TIME, 0)
            leaves = (orders["category"] + np.int64(self._plan.first_category), cause)
            service = orders["service"].astype(np.int64)
            yield from by_door(day, orders, Expected.RECURS, service, fraction, leaves)

    def _keep(self, orders: Rows, back: Ints) -> None:
        self._orders, self._back = orders, back


def _joined(one: Rows, other: Rows) -> Rows:
    """Orders one after the other."""
    return np.asarray(np.concatenate((moved(one), moved(other)))).view(ORDER)
