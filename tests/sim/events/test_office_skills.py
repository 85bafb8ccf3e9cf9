"""Skills in an office: exact logs, written out by hand from the rules, which both engines have to say.

Day 0 is a Monday. In operations there is a fitter, who does voltage and outages, and behind him a junior, who does outages alone; both work from 08:00
to 12:00 and 13:00 to 17:00.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.scenario import Scenario
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, WrittenOrder, event_log, look, office, order, work
from tests.sim.lanes.office.written_offices import lane_log


@pytest.fixture(params=[event_log, lane_log], ids=["events", "lanes"])
def log(request: pytest.FixtureRequest) -> OrdersLog:
    """What happens to hand-written orders, by either engine."""
    found: OrdersLog = request.param
    return found


def skilled(**changes: Any) -> Scenario:
    """The office, with some changes."""
    one = {"department": "operations", "work": "1 h"}
    return office(
        {
            "pools": ["fitters", "meters", "juniors"],
            "departments.operations.pools": ["fitters", "juniors"],
            "categories": {"voltage": one, "outage": one},
            ".pools.juniors": {"works_at": "office", "heads": 1, "serves": ["outage"]},
            **changes,
        }
    )


def voltage(name: str, created: str, minutes: float, **more: Any) -> WrittenOrder:
    """An order that only the fitter does."""
    return order(name, created, work("operations", minutes), category="voltage", **more)


def outage(name: str, created: str, minutes: float, **more: Any) -> WrittenOrder:
    """An order that both do."""
    return order(name, created, work("operations", minutes), category="outage", **more)


def test_an_order_is_for_those_who_can_do_it(log: OrdersLog) -> None:
    """B waits for the fitter, though the junior is free. The junior takes C, and then D; E is behind B for the fitter, whose line is one for all that
    he does."""
    orders = [
        voltage("A", "08:00", 120),
        voltage("B", "08:10", 60),
        outage("C", "08:20", 30),
        outage("D", "08:30", 180),
        outage("E", "09:00", 30),
    ]
    assert log(skilled(), orders)[:5] == expected("""
        A work operations fitters#0 08:00 08:00 10:00 closed
        B work operations fitters#0 08:10 10:00 11:00 closed
        C work operations juniors#0 08:20 08:20 08:50 closed
        D work operations juniors#0 08:30 08:50 11:50 closed
        E work operations fitters#0 09:00 11:00 11:30 closed
    """)


def test_of_pools_with_somebody_free_the_first_that_can_takes_an_order(log: OrdersLog) -> None:
    """Both are free at 08:00 and at 11:00: the fitter is named first. With meters' work none of the two is concerned."""
    orders = [outage("A", "08:00", 60), outage("B", "08:00", 60), outage("C", "11:00", 30)]
    assert log(skilled(), orders)[:3] == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work operations juniors#0 08:00 08:00 09:00 closed
        C work operations fitters#0 11:00 11:00 11:30 closed
    """)


def test_a_higher_priority_goes_first_over_all_that_a_pool_does(log: OrdersLog) -> None:
    """At 09:00 the fitter takes C, which is of higher priority, before B, which came earlier to another line."""
    one = {"department": "operations", "work": "1 h"}
    scenario = skilled(categories={"voltage": one, "outage": {**one, "priority": 1}})
    orders = [
        outage("X", "08:00", 60),
        outage("Y", "08:00", 240),
        voltage("B", "08:10", 60),
        outage("C", "08:20", 60),
    ]
    assert log(scenario, orders)[2:4] == expected("""
        B work operations fitters#0 08:10 10:00 11:00 closed
        C work operations fitters#0 08:20 09:00 10:00 closed
    """)


def test_levels_divide_the_time_of_their_orders_alone(log: OrdersLog) -> None:
    """The junior works at 80 %, and on outages at half of that: 30 min take 75. The fitter does outages at 150 %, voltage at 100 %."""
    scenario = skilled(
        **{
            ".pools.juniors": {"works_at": "office", "heads": 1, "serves": ["outage"], "speed": "80 %",
                               "office": {"levels": {"outage": {"speed": "50 %"}}}},
            ".pools.fitters.office": {"levels": {"outage": {"speed": "150 %"}}},
        }
    )  # fmt: skip
    orders = [outage("A", "08:00", 60), outage("B", "08:00", 30), voltage("C", "08:10", 60)]
    assert log(scenario, orders)[:3] == expected("""
        A work operations fitters#0 08:00 08:00 08:40 closed
        B work operations juniors#0 08:00 08:00 09:15 closed
        C work operations fitters#0 08:10 08:40 09:40 closed
    """)


def test_anybody_of_a_wrong_department_finds_out_that_it_is_wrong(log: OrdersLog) -> None:
    """Voltage comes by mistake to metering, where the trainee does bills alone, and finds out; bills then go first for who can do no other work."""
    one = {"department": "operations", "work": "1 h"}
    scenario = skilled(
        pools=["fitters", "meters", "juniors", "trainees"],
        categories={"voltage": one, "outage": one, "bill": {"department": "metering", "work": "1 h"}},
        **{
            "departments.metering.pools": ["meters", "trainees"],
            ".pools.trainees": {"works_at": "office", "heads": 1, "serves": ["bill"]},
        },
    )
    orders = [
        order("A", "08:00", work("metering", 120), category="bill"),
        order("B", "08:10", look("metering", 10), work("operations", 60), category="voltage"),
    ]
    assert log(scenario, orders)[:3] == expected("""
        A work metering meters#0 08:00 08:00 10:00 closed
        B look metering trainees#0 08:10 08:10 08:20 passed_on
        B work operations fitters#0 08:20 08:20 09:20 closed
    """)


def test_an_order_that_its_own_head_cannot_do_is_for_everybody_at_once(log: OrdersLog) -> None:
    """Customers below one half are the fitter's, others the junior's. B is one of the junior's, who cannot do it: it is behind A for the fitter, while C waits
    for the junior."""
    scenario = skilled(**{"departments.operations.own": {}})
    orders = [
        voltage("A", "08:00", 60, customer=0.2),
        outage("D", "08:00", 90, customer=0.7),
        voltage("B", "08:10", 60, customer=0.7),
        outage("C", "08:20", 30, customer=0.7),
    ]
    assert log(scenario, orders)[:4] == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        D work operations juniors#0 08:00 08:00 09:30 closed
        B work operations fitters#0 08:10 09:00 10:00 closed
        C work operations juniors#0 08:20 09:30 10:00 closed
    """)
