"""Orders that gather before a department: exact logs by hand on both engines.

Day 0 is a Monday; one head in each of two departments works 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday. Three orders for operations gather,
or as many as there are when the first has waited for four working hours; each needs half its work then.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.log.orders import OrderOutcome
from tests.sim.events.test_offices import ESCALATED, log
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, look, office, order, work

__all__ = ["log"]

BATCH = {"size": 3, "at_most": "4 working hours", "work": "50 %"}
GATHERED: dict[str, Any] = {"departments.operations.batch": BATCH}
REGIONS = {".regions": {"city": "60 %", "country": "40 %"}}


def test_orders_join_the_line_together_once_enough_are_there(log: OrdersLog) -> None:
    """With C, at 09:30, there are three; D is the first of the next ones, whose four hours are over at 14:40, and alone: it needs all its work."""
    orders = [
        order("B", "08:00", work("operations", 60)),
        order("A", "09:00", work("operations", 40)),
        order("C", "09:30", work("operations", 20)),
        order("D", "09:40", work("operations", 20)),
    ]
    assert log(office(GATHERED), orders) == expected("""
        B work operations fitters#0 09:30 09:30 10:00 closed
        A work operations fitters#0 09:30 10:00 10:20 closed
        C work operations fitters#0 09:30 10:20 10:30 closed
        D work operations fitters#0 14:40 14:40 15:00 closed
        B order 08:00 - 10:00 30 0 0 0
        A order 09:00 - 10:20 20 0 0 0
        C order 09:30 - 10:30 10 0 0 0
        D order 09:40 - 15:00 20 0 0 0
    """)


def test_the_first_one_waits_no_longer_than_it_may(log: OrdersLog) -> None:
    """From Friday, 16:00, on: an hour, and three on Monday. Two are there then; a batch that was full before set no end to the wait of this one."""
    orders = [
        order("A", "4/15:00", work("operations", 20)),
        order("B", "4/15:10", work("operations", 20)),
        order("C", "4/15:20", work("operations", 20)),
        order("D", "4/16:00", work("operations", 60)),
        order("E", "7/10:00", work("operations", 60)),
        order("F", "7/11:00", work("operations", 60)),
    ]
    assert log(office(GATHERED, days=8), orders)[:6] == expected("""
        A work operations fitters#0 4/15:20 4/15:20 4/15:30 closed
        B work operations fitters#0 4/15:20 4/15:30 4/15:40 closed
        C work operations fitters#0 4/15:20 4/15:40 4/15:50 closed
        D work operations fitters#0 7/11:00 7/11:00 7/11:30 closed
        E work operations fitters#0 7/11:00 7/11:30 7/12:00 closed
        F work operations fitters#0 7/16:00 7/16:00 7/17:00 closed
    """)


@pytest.mark.parametrize("by", ["all", "region"])
def test_regions_gather_together_or_apart(log: OrdersLog, by: str) -> None:
    """Apart, the two of the city are three with D, and the two of the country wait until 12:00 and begin after lunch."""
    orders = [
        order("A", "08:00", work("operations", 20), region=0),
        order("B", "08:00", work("operations", 20), region=1),
        order("C", "08:10", work("operations", 20), region=0),
        order("D", "08:30", work("operations", 20), region=0),
        order("E", "08:40", work("operations", 20), region=1),
    ]
    changes = {**REGIONS, "departments.operations.batch": {**BATCH, "by": by}}
    together = """
        A work operations fitters#0 08:10 08:10 08:20 closed
        B work operations fitters#0 08:10 08:20 08:30 closed
        C work operations fitters#0 08:10 08:30 08:40 closed
        D work operations fitters#0 13:30 13:30 13:40 closed
        E work operations fitters#0 13:30 13:40 13:50 closed
    """
    apart = """
        A work operations fitters#0 08:30 08:30 08:40 closed
        B work operations fitters#0 12:00 13:00 13:10 closed
        C work operations fitters#0 08:30 08:40 08:50 closed
        D work operations fitters#0 08:30 08:50 09:00 closed
        E work operations fitters#0 12:00 13:10 13:20 closed
    """
    assert log(office(changes), orders)[:5] == expected(together if by == "all" else apart)


def test_each_work_of_an_order_gathers_and_no_look_does(log: OrdersLog) -> None:
    """A is looked at, gathers at 08:10 until 13:10, and once more from 13:30 on, after inspection has sent it back."""
    steps = (
        look("operations", 10),
        work("operations", 20, outcome=OrderOutcome.REWORK),
        work("operations", 20),
    )
    assert log(office(GATHERED), [order("A", "08:00", *steps)]) == expected("""
        A look operations fitters#0 08:00 08:00 08:10 passed_on
        A work operations fitters#0 13:10 13:10 13:30 rework
        A work operations fitters#0 1/08:30 1/08:30 1/08:50 closed
        A order 08:10 - 1/08:50 50 1 0 0
    """)


def test_escalated_orders_gather_to_the_end_and_never_before_the_other_pool(log: OrdersLog) -> None:
    """At 14:00 half of A's ten hours is used up: its batch is let go at 16:00, to the officers. B is at metering then, and goes to them at once."""
    batch = {**BATCH, "at_most": "7 working hours"}
    changes = {**ESCALATED, "departments.operations.batch": batch}
    orders = [
        order("A", "08:00", work("operations", 20)),
        order("B", "08:00", work("metering", 390), work("operations", 20)),
    ]
    assert log(office(changes), orders) == expected("""
        A work officers officers#0 16:00 16:00 16:20 closed
        B work metering meters#0 08:00 08:00 15:30 done
        B work officers officers#0 15:30 15:30 15:50 closed
        A order 08:00 1/10:00 16:20 20 0 0 1
        B order 08:00 1/10:00 15:50 410 0 0 1
    """)


def test_a_batch_may_come_when_its_region_has_no_day(log: OrdersLog) -> None:
    """Three are there on Monday, and are begun on Wednesday."""
    changes = {**GATHERED, **REGIONS, "departments.operations.days": {"city": "wed"}}
    orders = [order(name, "08:00", work("operations", 20)) for name in "ABC"]
    assert log(office(changes), orders)[:3] == expected("""
        A work operations fitters#0 08:00 2/08:00 2/08:10 closed
        B work operations fitters#0 08:00 2/08:10 2/08:20 closed
        C work operations fitters#0 08:00 2/08:20 2/08:30 closed
    """)


def test_who_gathers_at_the_end_is_open_and_in_no_line(log: OrdersLog) -> None:
    assert log(office(GATHERED, days=1), [order("A", "14:00", work("operations", 20))]) == expected("""
        A order 14:00 - - 0 0 0 0
    """)
