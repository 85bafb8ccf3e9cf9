"""Which contacts leave an order: shares by service, and no other draw moved."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from sim.draws.contacts import Contacts, PlacedDraws
from sim.draws.dice import Dice
from sim.draws.place import APP, CALLS, HALL, Place
from sim.draws.planned_orders import PlannedOrders
from sim.draws.table import draws_of
from sim.draws.visits import HallDemand
from sim.scenario import Scenario
from sim.time.opening import opening_of
from tests.scenarios_for_tests import small
from tests.sim.events.written_calls import centre
from tests.sim.network.offices import OFFICE, office

RARE = 1e-4
TWO: dict[str, Any] = {
    "halls.north.arrivals.per_day": 20_000,
    "services.pay": {"share": "75 %", "handle_time": {"exponential": {"mean": "4 min"}}},
    "services.ask": {"share": "25 %", "handle_time": "2 min"},
}


def visits(scenario: Scenario) -> Contacts:
    demand = HallDemand(scenario, "north", opening_of(scenario, "north"), Dice(5))
    return demand.contacts(demand.cases(0, range(1)))


def with_orders() -> Scenario:
    pay = TWO["services.pay"] | {"orders": {"connection": "5 %", "voltage": "60 %"}}
    return office(TWO | {"services.pay": pay})


def test_contacts_leave_orders_by_the_shares_of_their_service():
    """Categories are numbered in the office's order, whatever the order in the service: voltage 0, meter 1, connection 2."""
    found = visits(with_orders())
    pays = found.service == 0
    count = int(pays.sum())
    for number, share in ((0, 0.6), (1, 0.0), (2, 0.05), (-1, 0.35)):
        assert stats.binomtest(int((found.order[pays] == number).sum()), count, share).pvalue > RARE
    assert (found.order[~pays] == -1).all()


def test_what_an_order_carries_depends_on_nothing_else():
    found = visits(with_orders())
    assert stats.kstest(found.order_seed, "uniform").pvalue > RARE
    assert stats.spearmanr(found.order_seed, found.order).pvalue > RARE
    assert len(np.unique(found.order_seed)) == len(found)


def test_orders_move_no_other_draw():
    before, after = visits(small(TWO)), visits(with_orders())
    np.testing.assert_array_equal(before.handle, after.handle)
    np.testing.assert_array_equal(before.service, after.service)
    assert (before.order == -1).all()


def needed(scenario: Scenario, site: str, channels: tuple[str, ...]) -> set[str]:
    sites = {**scenario.halls, **scenario.centres}
    return {
        each.draw.column
        for each in PlacedDraws(Place(scenario, sites[site], channels))
        if each.values is not None
    } & {"order", "order_seed"}


def test_orders_are_drawn_where_a_service_leaves_some():
    assert needed(small(), "north", (HALL,)) == set()
    assert (
        needed(office({"services.pay.orders": {"voltage": "0 %", "meter": "0 %"}}), "north", (HALL,)) == set()
    )
    assert needed(office(), "north", (HALL,)) == {"order", "order_seed"}
    calls = centre().replace(
        {key: value for key, value in OFFICE.items() if key.startswith(("offices", "pools"))}
    )
    assert needed(calls, "town", CALLS) == set()


def test_contacts_in_an_app_leave_no_orders():
    assert {"order", "order_seed"}.isdisjoint(draw.column for draw in draws_of((APP,)))


def test_planned_orders_come_by_their_profile_on_the_days_on_which_the_office_works():
    """Fifty a day, of which all come in the profile's four hours; the office works from Tuesday on."""
    arrivals = {"per_day": 50, "profile": "profile.csv"}
    changes = {
        "calendar.days": 2,
        "offices.bureau.categories.meter.arrivals": arrivals,
        "offices.bureau.open": "tue",
    }
    scenario = office(changes)
    planned = PlannedOrders(scenario, "bureau", "meter", opening_of(scenario, "bureau"), Dice(5))
    assert len(planned.orders(0, range(100))) == 0
    found = planned.orders(1, range(100))
    assert stats.poisson.cdf(len(found), 5000) > RARE
    assert stats.poisson.sf(len(found), 5000) > RARE
    assert found.arrived.min() >= 1440 + 480
    assert found.arrived.max() < 1440 + 720
    seeds = planned.seeds(found)
    assert stats.kstest(seeds, "uniform").pvalue > RARE
    one = planned.orders(1, range(7, 8))
    np.testing.assert_array_equal(planned.seeds(one), seeds[found.of_lane(7)])
