"""Causes: exact logs, written out by hand from the rules, which every engine has to say.

Day 0 is Monday, 1 January 2024, so that February begins with day 31, a Thursday, and March with day 60, a Friday.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.scenario import Scenario
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, event_log, look, office, order, work
from tests.sim.lanes.office.written_offices import lane_log

CATEGORIES: dict[str, Any] = {
    "voltage": {"department": "operations", "work": "1 h"},
    "meter": {"department": "metering", "work": "1 h"},
}
CAUSES = {
    "wires": {"category": "voltage", "share": "100 %"},
    "age": {"category": "meter", "share": "100 %"},
}


@pytest.fixture(params=[event_log, lane_log], ids=["events", "lanes"])
def log(request: pytest.FixtureRequest) -> OrdersLog:
    """What happens to hand-written orders, by either engine."""
    found: OrdersLog = request.param
    return found


def with_causes(**rules: Any) -> Scenario:
    """All orders of a category have its cause."""
    return office({"categories": CATEGORIES, "causes": CAUSES, **rules}, days=95)


def closed(found: list[str]) -> list[str]:
    """Whose orders a log has."""
    return [line.split()[0] for line in found if " order " in line]


def test_a_cause_is_taken_at_the_begin_of_a_month_and_its_problems_arise_no_longer_from_the_next_on(
    log: OrdersLog,
) -> None:
    """Of January there are two orders of the one cause and one of the other: the first is taken in February, and gone from March on; the other
    is taken in March, and gone from April (day 91) on. An order of the last minute before is still left."""
    orders = [
        order("A", "08:00", work("operations", 60)),
        order("B", "2/08:00", work("operations", 60)),
        order("C", "3/08:00", work("metering", 60), category="meter"),
        order("D", "32/08:00", work("operations", 60)),
        order("E", "59/23:59", work("operations", 60)),
        order("F", "60/00:00", work("operations", 60)),
        order("G", "60/09:00", work("metering", 60), category="meter"),
        order("H", "91/09:00", work("metering", 60), category="meter"),
        order("I", "91/10:00", work("operations", 60)),
    ]
    scenario = with_causes(analysis={"takes": 1, "months_back": 3})
    assert log(scenario, orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work operations fitters#0 2/08:00 2/08:00 2/09:00 closed
        C work metering meters#0 3/08:00 3/08:00 3/09:00 closed
        D work operations fitters#0 32/08:00 32/08:00 32/09:00 closed
        E work operations fitters#0 59/23:59 60/08:00 60/09:00 closed
        G work metering meters#0 60/09:00 60/09:00 60/10:00 closed
        A order 08:00 - 09:00 60 0 0 0
        B order 2/08:00 - 2/09:00 60 0 0 0
        C order 3/08:00 - 3/09:00 60 0 0 0
        D order 32/08:00 - 32/09:00 60 0 0 0
        E order 59/23:59 - 60/09:00 60 0 0 0
        G order 60/09:00 - 60/10:00 60 0 0 0
    """)


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        ({"takes": 2}, "ABC"),  # both in February
        ({"takes": 1, "begins": "2024-02-01"}, "ABCE"),
        ({"takes": 1, "begins": "2024-02-02"}, "ABCDEF"),  # in March for the first time: February had none
        (
            {"takes": 1, "begins": "2024-02-02", "months_back": 2},
            "ABCDE",
        ),  # wires in March, gone from April on
        ({"takes": 1, "success": "0 %"}, "ABCDEF"),
        ({"takes": 2, "removes": "0 %"}, "ABCDEF"),
    ],
)
def test_what_is_taken_when(log: OrdersLog, rules: dict[str, Any], left: str) -> None:
    """Of one cause there are two orders in January, of the other one; then one of each in March, and one of the first on the first of April."""
    orders = [
        order("A", "08:00", work("operations", 60)),
        order("B", "2/08:00", work("operations", 60)),
        order("C", "3/08:00", work("metering", 60), category="meter"),
        order("D", "63/08:00", work("operations", 60)),
        order("E", "63/08:00", work("metering", 60), category="meter"),
        order("F", "91/09:00", work("operations", 60)),
    ]
    assert "".join(closed(log(with_causes(analysis=rules), orders))) == left


def test_typical_problems_of_the_month_before_need_less_work(log: OrdersLog) -> None:
    """In January most orders are of wires, in February of age; who finds out that an order is wrong, takes as long as ever."""
    orders = [
        order("A", "08:00", work("operations", 60)),
        order("B", "2/08:00", work("metering", 60), category="meter"),
        order("C", "2/08:00", work("operations", 60)),
        order("D", "31/08:00", look("metering", 10), work("operations", 60)),
        order("E", "32/08:00", work("metering", 60), category="meter"),
        order("F", "32/09:00", work("metering", 60), category="meter"),
        order("G", "60/08:00", work("operations", 60)),
        order("H", "60/08:00", work("metering", 60), category="meter"),
    ]
    scenario = with_causes(typical_problems={"causes": 1, "work": "50 %"})
    assert log(scenario, orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work metering meters#0 2/08:00 2/08:00 2/09:00 closed
        C work operations fitters#0 2/08:00 2/08:00 2/09:00 closed
        D look metering meters#0 31/08:00 31/08:00 31/08:10 passed_on
        D work operations fitters#0 31/08:10 31/08:10 31/08:40 closed
        E work metering meters#0 32/08:00 32/08:00 32/09:00 closed
        F work metering meters#0 32/09:00 32/09:00 32/10:00 closed
        G work operations fitters#0 60/08:00 60/08:00 60/09:00 closed
        H work metering meters#0 60/08:00 60/08:00 60/08:30 closed
        A order 08:00 - 09:00 60 0 0 0
        B order 2/08:00 - 2/09:00 60 0 0 0
        C order 2/08:00 - 2/09:00 60 0 0 0
        D order 31/08:10 - 31/08:40 40 1 0 0
        E order 32/08:00 - 32/09:00 60 0 0 0
        F order 32/09:00 - 32/10:00 60 0 0 0
        G order 60/08:00 - 60/09:00 60 0 0 0
        H order 60/08:00 - 60/08:30 30 0 0 0
    """)
