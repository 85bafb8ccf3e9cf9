"""The orders that are open when the horizon begins, in one replication."""

from __future__ import annotations

import numpy as np
import simpy

from sim.draws.open_orders import OrdersAtStart
from sim.events.clock import MORNING, Moment
from sim.events.office import OfficeProcess
from sim.events.order import Order, Origin, Source
from sim.events.order_ways import Ways
from sim.events.rows import NOBODY


def expect_open_orders(
    env: simpy.Environment, known: OrdersAtStart, replication: int, office: OfficeProcess
) -> None:
    """Let the open orders of an office come to it at the horizon's first midnight, before all others."""
    if not len(known):
        return
    plan, only = office.plan, range(replication, replication + 1)
    nobody, segments = np.full(len(known), NOBODY), known.segments(only)[0]
    begun = office.rules.begun(known.created)
    ways = Ways.of(known.scenario, office.rules, begun, known.category, nobody, segments, known.seeds(only)[0], known.at)  # fmt: skip
    category = known.category - plan.first_category
    usual = [office.priority(ways, index, each) for index, each in enumerate(category.tolist())]
    priority = known.priority(np.arange(len(known)), np.array(usual, dtype=np.int64))
    columns = (category, segments, known.created, priority)
    orders = []
    for index, (category, segment, created, priority) in enumerate(
        zip(*(column.tolist() for column in columns), strict=True)
    ):
        origin = Origin(Source.OPEN, NOBODY, NOBODY, index, 0, NOBODY, segment)
        order = Order(origin, category, priority, ways, index)
        order.created = created
        orders.append(order)

    def come(moment: Moment) -> None:
        for order in orders:
            office.receive(order)

    Moment(env, 0.0, MORNING, come)
