"""Offices in lanes with hand-written orders: the same orders, and the same log, as :mod:`tests.sim.events.written_orders` has them.

Only the dice are replaced: the seed of an order says which of those written it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np

from sim.draws.dice import Dice
from sim.lanes.left_orders import LeftOrders
from sim.lanes.office import new_orders
from sim.lanes.office.days import LaneOffice
from sim.lanes.office.log import log_of
from sim.lanes.office.table import OrderTables, together
from sim.network.itineraries import Floats, Ints, Itineraries
from sim.network.office import OfficePlan
from sim.scenario import Scenario
from tests.sim.events.written_log import minutes
from tests.sim.events.written_orders import WrittenOrder, by_time, category_of, itineraries_of, lines_of

MOST = 1024.0
"""More than the orders of a test: the seed of an order is its number by this."""


def lane_log(scenario: Scenario, orders: Sequence[WrittenOrder], office: str = "bureau") -> list[str]:
    """What happens to hand-written orders in a lane."""
    known = by_time(orders)
    there = LaneOffice([scenario], office, Dice(1), range(1))

    def written(
        plan: OfficePlan, category: Ints, sender: Ints, seed: Floats, at: Ints | None = None
    ) -> Itineraries:
        return itineraries_of(scenario, plan, [known[round(each * MOST)] for each in seed])

    def regions(scenario: Scenario, seed: Floats) -> Ints:
        return np.array([known[round(each * MOST)].region for each in seed], dtype=np.int64)

    there.expect(_left(scenario, there.plan, known))
    with patch.object(new_orders, "itineraries", written), patch.object(new_orders, "regions_of", regions):
        done = [_day(there, day) for day in there.opening.days]
    of_horizon = [each for day, each in zip(there.opening.days, done, strict=True) if day >= 0]
    return lines_of(log_of(there, together(of_horizon)), scenario, office, known)


def _day(office: LaneOffice, day: int) -> OrderTables:
    """A day of an office."""
    office.begin(day)
    return office.run(day)


def _left(scenario: Scenario, plan: OfficePlan, orders: Sequence[WrittenOrder]) -> LeftOrders:
    """The orders as contacts leave them."""
    case = np.arange(len(orders))
    category = [plan.first_category + category_of(plan, scenario, each) for each in orders]
    none = np.zeros(len(orders), dtype=np.int64)
    return LeftOrders(
        lane=none,
        category=np.array(category, dtype=np.int64),
        service=none,
        segment=none,
        language=none - 1,
        sender=np.array([each.sender for each in orders], dtype=np.int64),
        case=case,
        attempt=none + 1,
        created=np.array([minutes(each.created) for each in orders], dtype=np.float64),
        seed=case / MOST,
        chased=np.zeros(len(orders), np.bool_),
        customer=np.array([each.customer for each in orders], dtype=np.float64),
        region=none - 1,
        again=none - 1,
    )
