"""Days on which a department works for a region: exact logs by hand on both engines.

Day 0 is a Monday; one head in each of two departments works 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday. Operations work for the city,
region 0, on Mondays and Wednesdays, and for the country, region 1, on Fridays; for the suburbs, region 2, on each day.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.sim.events.test_offices import ESCALATED, log
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, look, office, order, work

__all__ = ["log"]

REGIONS = {"city": "50 %", "country": "30 %", "suburbs": "20 %"}
CITY, COUNTRY, SUBURBS = range(3)
GATED: dict[str, Any] = {
    ".regions": REGIONS,
    "departments.operations.days": {"city": ["mon", "wed"], "country": "fri"},
}


def test_orders_stand_in_line_until_the_day_of_their_region(log: OrdersLog) -> None:
    """On Tuesday, A and B come from the city and C from the suburbs. On Wednesday A, which has stood longest, is begun first, and B before D, which came
    after it."""
    orders = [
        order("A", "1/09:00", work("operations", 60), region=CITY),
        order("B", "1/09:30", work("operations", 60), region=CITY),
        order("C", "1/10:00", work("operations", 60), region=SUBURBS),
        order("D", "1/23:00", work("operations", 30), region=SUBURBS),
        order("E", "2/18:00", work("operations", 30), region=COUNTRY),
    ]
    assert log(office(GATED), orders) == expected("""
        A work operations fitters#0 1/09:00 2/08:00 2/09:00 closed
        B work operations fitters#0 1/09:30 2/09:00 2/10:00 closed
        C work operations fitters#0 1/10:00 1/10:00 1/11:00 closed
        D work operations fitters#0 1/23:00 2/10:00 2/10:30 closed
        E work operations fitters#0 2/18:00 4/08:00 4/08:30 closed
        A order 1/09:00 - 2/09:00 60 0 0 0
        B order 1/09:30 - 2/10:00 60 0 0 0
        C order 1/10:00 - 1/11:00 60 0 0 0
        D order 1/23:00 - 2/10:30 30 0 0 0
        E order 2/18:00 - 4/08:30 30 0 0 0
    """)


def test_what_is_begun_goes_on_and_what_is_not_waits_for_the_next_day(log: OrdersLog) -> None:
    """On Monday at 16:30 A is begun, and ends on Tuesday; B is not begun any more, and waits until Wednesday, though the fitter is free before."""
    orders = [
        order("A", "16:30", work("operations", 60), region=CITY),
        order("B", "16:40", work("operations", 60), region=CITY),
    ]
    assert log(office(GATED), orders)[:2] == expected("""
        A work operations fitters#0 16:30 16:30 1/08:30 closed
        B work operations fitters#0 16:40 2/08:00 2/09:00 closed
    """)


def test_midnight_ends_the_day_before_anybody_takes_an_order(log: OrdersLog) -> None:
    """Round the clock: the fitter ends A at the midnight that ends Monday, and does not begin B, of the city; from the midnight on that begins Wednesday it does."""
    changes = {**GATED, "hours": ["00:00-24:00"], "open": "mon-sun"}
    orders = [
        order("A", "23:00", work("operations", 60), region=SUBURBS),
        order("B", "23:10", work("operations", 60), region=CITY),
        order("C", "1/05:00", work("operations", 60), region=SUBURBS),
        order("D", "1/23:30", work("operations", 60), region=SUBURBS),
    ]
    assert log(office(changes), orders)[:4] == expected("""
        A work operations fitters#0 23:00 23:00 1/00:00 closed
        B work operations fitters#0 23:10 2/00:30 2/01:30 closed
        C work operations fitters#0 1/05:00 1/05:00 1/06:00 closed
        D work operations fitters#0 1/23:30 1/23:30 2/00:30 closed
    """)


def test_days_that_follow_each_other_are_one(log: OrdersLog) -> None:
    """From Monday to Tuesday the line stays open, also for who has stood in it over midnight."""
    changes = {**GATED, "departments.operations.days": {"city": ["mon", "tue"]}}
    orders = [
        order("Z", "16:00", work("operations", 90), region=SUBURBS),
        order("A", "16:30", work("operations", 60), region=CITY),
        order("B", "1/16:50", work("operations", 30), region=CITY),
        order("C", "1/16:55", work("operations", 30), region=CITY),
    ]
    assert log(office(changes, days=8), orders)[:4] == expected("""
        Z work operations fitters#0 16:00 16:00 1/08:30 closed
        A work operations fitters#0 16:30 1/08:30 1/09:30 closed
        B work operations fitters#0 1/16:50 1/16:50 2/08:20 closed
        C work operations fitters#0 1/16:55 7/08:00 7/08:30 closed
    """)


def test_a_wrong_department_looks_on_each_day(log: OrdersLog) -> None:
    orders = [order("A", "1/09:00", look("operations", 10), work("metering", 30), region=CITY)]
    assert log(office(GATED), orders)[:2] == expected("""
        A look operations fitters#0 1/09:00 1/09:00 1/09:10 passed_on
        A work metering meters#0 1/09:10 1/09:10 1/09:40 closed
    """)


def test_a_higher_priority_waits_for_its_day_too_and_an_escalation_to_a_pool_does_not(log: OrdersLog) -> None:
    """Half of A's ten hours, from Tuesday 09:00 on, is used up at 15:00: it moves to the officers, who have no days."""
    orders = [order("A", "1/09:00", work("operations", 30), region=CITY)]
    assert log(office({**GATED, **ESCALATED}), orders) == expected("""
        A work officers officers#0 1/15:00 1/15:00 1/15:30 closed
        A order 1/09:00 2/11:00 1/15:30 30 0 0 1
    """)


def test_a_line_that_is_raised_while_it_is_closed(log: OrdersLog) -> None:
    """On Wednesday B, which came last, goes first."""
    changes = {
        **GATED,
        "escalations": [{"at": "50 %", "priority": 1}],
        "categories": {
            "advice": {"department": "operations", "work": "1 h"},
            "voltage": {"department": "operations", "work": "1 h", "deadline": "4 working hours"},
        },
    }
    orders = [
        order("A", "1/09:00", work("operations", 30), region=CITY),
        order("B", "1/10:00", work("operations", 30), region=CITY, category="voltage"),
    ]
    assert log(office(changes), orders) == expected("""
        A work operations fitters#0 1/09:00 2/08:30 2/09:00 closed
        B work operations fitters#0 1/10:00 2/08:00 2/08:30 closed
        A order 1/09:00 - 2/09:00 30 0 0 0
        B order 1/10:00 1/15:00 2/08:30 30 0 0 1
    """)


def test_who_waits_for_a_day_at_the_end_is_in_line(log: OrdersLog) -> None:
    orders = [order("A", "1/09:00", work("operations", 30), region=CITY)]
    assert log(office(GATED, days=2), orders) == expected("""
        A work operations - 1/09:00 - - open
        A order 1/09:00 - - 0 0 0 0
    """)


@pytest.mark.parametrize("days", ["mon-sun", "mon-fri"])
def test_days_on_which_all_work_change_nothing(log: OrdersLog, days: str) -> None:
    orders = [
        order("A", "1/09:00", work("operations", 30), region=CITY),
        order("B", "3/16:50", work("operations", 90), region=CITY),
        order("C", "4/16:55", work("operations", 30), region=COUNTRY),
    ]
    changes = {"departments.operations.days": {"city": days, "country": days}, ".regions": REGIONS}
    assert log(office(changes, days=9), orders) == log(office({".regions": REGIONS}, days=9), orders)


def test_a_worked_saturday_counts_as_the_day_in_whose_place_it_is(log: OrdersLog) -> None:
    """Saturday, 14 February 2026, is worked; opening hours take it for a Friday (see docs/model.md), and so do the days of regions."""
    changes = {**GATED, ".calendar.start": "2026-02-09", ".calendar.closed": ["china"]}
    orders = [order("A", "4/18:00", work("operations", 30), region=COUNTRY)]
    assert log(office(changes, days=8), orders)[:1] == expected("""
        A work operations fitters#0 4/18:00 5/08:00 5/08:30 closed
    """)
