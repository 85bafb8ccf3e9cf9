"""Quantiles of the time from creation to closing of each replication's orders, exactly."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.log.columns import joined
from sim.measures.order_measures import ORDERS
from sim.scenario.units import DAY
from sim.tally.created_orders import CreatedOrders
from sim.tally.frame import Frame
from sim.tally.groups import Array, Ints, Tally
from sim.tally.order_statistics import Grouped
from sim.tally.seen import Rows, Seen
from sim.time.ticks import TICKS_PER_MINUTE

HAVING = "having_closed"
"""What the tally calls the number of replications that have a quantile."""

SHARES = {each.name: each.quantile for each in ORDERS.values() if each.quantile is not None}


class CloseTimes:
    """Quantiles by kind of scope, of all orders and of those created on each date; see :class:`sim.tally.seen.TallyPart`."""

    def __init__(self, frame: Frame, rows: Rows, names: Mapping[str, set[str]]) -> None:
        self._frame, self._rows, self._names = frame, rows, names
        self._kept: list[CreatedOrders] = []

    def add(self, seen: Seen) -> None:
        """Keep the orders of a sheet that are closed."""
        if seen.orders is not None:
            self._kept.append(seen.orders.where(seen.orders.is_closed))

    def sums(self) -> Tally:
        """Quantiles added up by row, and how many replications have them."""
        sums: Tally = {}
        orders = joined(self._kept) if self._kept else None
        for kind, names in self._names.items():
            for cut, periods in (("all", 1), ("date", self._frame.days)):
                found = self._statistics(orders, kind, periods, sorted(names, key=SHARES.__getitem__))
                own = {name: values[:, :, 0] if cut == "all" else values for name, values in found.items()}
                sums |= {f"{name}/{kind}/{cut}": values for name, values in own.items()}
        return sums

    def _statistics(
        self, orders: CreatedOrders | None, kind: str, periods: int, names: list[str]
    ) -> dict[str, Array]:
        shape = len(self._rows.replications), self._frame.size(kind), periods
        key, ticks = np.empty(0, np.int64), np.empty(0, np.int64)
        if orders is not None and kind == "cause":
            orders = orders.where(orders.cause >= 0)
        if orders is not None:
            key = self._key(orders, kind, periods)
            ticks = (orders.time_to_close * TICKS_PER_MINUTE).astype(np.int64)
        grouped = Grouped.of(key, ticks, int(np.prod(shape)))
        found = grouped.at_shares(np.zeros(int(np.prod(shape)), np.int64), [SHARES[name] for name in names])
        return {
            name: self._rows.added(values.reshape(shape))
            for name, values in zip((HAVING, *names), found, strict=True)
        }

    def _key(self, orders: CreatedOrders, kind: str, periods: int) -> Ints:
        day = (orders.arrived // DAY).astype(np.int64) if periods > 1 else np.int64(0)
        key = orders.lane.astype(np.int64)
        if kind != "all":
            key = key * self._frame.size(kind) + self._frame.offices.column(orders, kind)
        return key * periods + day
