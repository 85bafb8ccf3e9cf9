"""All that is written down of work orders: the orders, their steps, and the work of heads on them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.log.orders import Numbers, Orders, OrderSteps
from sim.log.work import Work


class OrderLog(NamedTuple):
    """The work orders of some lanes; those that were closed before the horizon are left out.

    Attributes
    ----------
    orders : Orders
        One row an order.
    steps : OrderSteps
        One row a step that was begun or is in line at the end, of the same orders.
    work : Work
        One row for each stretch of duty within the horizon in which a head worked on a step; of one step the first one is a customer.
    """

    orders: Orders
    steps: OrderSteps
    work: Work

    def of_lanes(self, first: int) -> OrderLog:
        """The same with lanes that count from what is now lane `first`."""
        return OrderLog(
            replace(self.orders, lane=self.orders.lane - first),
            replace(self.steps, lane=self.steps.lane - first),
            replace(self.work, lane=self.work.lane - first),
        )

    def within(self, lanes: range) -> OrderLog:
        """Those of some of the lanes, of tables whose lanes rise."""

        return OrderLog(
            self.orders.where(_rows(self.orders.lane, lanes)),
            self.steps.where(_rows(self.steps.lane, lanes)),
            self.work.where(_rows(self.work.lane, lanes)),
        )


def _rows(lane: Numbers, lanes: range) -> slice:
    return slice(*np.searchsorted(lane, (lanes.start, lanes.stop)).tolist())
