"""Heads of an office with several orders in hand: exact logs, written out by hand from the rules, which both engines have to say.

Day 0 is a Monday; fitters work from 08:00 to 12:00 and 13:00 to 17:00.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.scenario import Scenario
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, WrittenOrder, event_log, office, order, work
from tests.sim.lanes.office.written_offices import lane_log


@pytest.fixture(params=[event_log, lane_log], ids=["events", "lanes"])
def log(request: pytest.FixtureRequest) -> OrdersLog:
    """What happens to hand-written orders, by either engine."""
    found: OrdersLog = request.param
    return found


def two_at_once(heads: int, *pace: str, **changes: Any) -> Scenario:
    """An office whose fitters have two orders in hand."""
    several = {"at_once": 2, **({"pace": list(pace)} if pace else {})}
    return office({".pools.fitters": {"works_at": "office", "heads": heads, "office": several}, **changes})


def of(name: str, created: str, minutes: float, **more: Any) -> WrittenOrder:
    """An order that needs so much work."""
    return order(name, created, work("operations", minutes), **more)


def test_an_order_keeps_the_pace_with_which_it_was_begun(log: OrdersLog) -> None:
    """B, C and D are each the second in hand when they begin, and take their minutes over 80 %; A and E are begun alone, and go on at 100 %. C waits till A
    is done, D till B is. E lies over lunch."""
    orders = [
        of("A", "08:00", 60),
        of("B", "08:30", 60),
        of("C", "08:40", 40),
        of("D", "09:10", 12),
        of("E", "11:30", 60),
    ]
    assert log(two_at_once(1, "100 %", "80 %"), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work operations fitters#0 08:30 08:30 09:45 closed
        C work operations fitters#0 08:40 09:00 09:50 closed
        D work operations fitters#0 09:10 09:45 10:00 closed
        E work operations fitters#0 11:30 11:30 13:30 closed
        A order 08:00 - 09:00 60 0 0 0
        B order 08:30 - 09:45 75 0 0 0
        C order 08:40 - 09:50 50 0 0 0
        D order 09:10 - 10:00 15 0 0 0
        E order 11:30 - 13:30 60 0 0 0
    """)


def test_both_go_on_in_the_morning(log: OrdersLog) -> None:
    """A has half an hour left in the evening, B 80 of its 100 minutes; next day both go on from 08:00, and C begins when A is done. On the road a head is no
    slower: the second takes 30 min on the road and 40 over 80 % of work."""
    orders = [
        of("A", "16:30", 60),
        of("B", "16:40", 80),
        order("C", "16:50", work("operations", 40, travel=30)),
    ]
    assert log(two_at_once(1, "100 %", "80 %"), orders)[:3] == expected("""
        A work operations fitters#0 16:30 16:30 1/08:30 closed
        B work operations fitters#0 16:40 16:40 1/09:20 closed
        C work operations fitters#0 16:50 1/08:30 1/09:50 closed
    """)


def test_who_has_fewest_in_hand_takes_the_next_then_who_was_longest_unchanged(log: OrdersLog) -> None:
    """A: the lower number of two who came at 08:00. B: the one without any. C: both have one, the first took his earlier. D: the one with one. E: when B is
    done. F: the one with D alone, since the first has A and C. G: C is done, and the first has one."""
    orders = [
        of("A", "08:00", 120),
        of("B", "08:10", 30),
        of("C", "08:20", 60),
        of("D", "08:30", 300),
        of("E", "08:35", 20),
        of("F", "09:10", 30),
        of("G", "09:30", 30),
    ]
    assert log(two_at_once(2), orders)[:7] == expected("""
        A work operations fitters#0 08:00 08:00 10:00 closed
        B work operations fitters#1 08:10 08:10 08:40 closed
        C work operations fitters#0 08:20 08:20 09:20 closed
        D work operations fitters#1 08:30 08:30 14:30 closed
        E work operations fitters#1 08:35 08:40 09:00 closed
        F work operations fitters#1 09:10 09:10 09:40 closed
        G work operations fitters#0 09:30 09:30 10:00 closed
    """)


def test_an_order_waits_for_its_own_head_until_there_is_room(log: OrdersLog) -> None:
    """Customers below one half are the first head's. C is of one of his, and waits till A is done, though the second has nothing to do."""
    scenario = two_at_once(2, **{"departments.operations.own": {}})
    orders = [
        of("A", "08:00", 60, customer=0.2),
        of("B", "08:10", 120, customer=0.2),
        of("C", "08:20", 30, customer=0.2),
        of("D", "08:30", 30, customer=0.7),
    ]
    assert log(scenario, orders)[:4] == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work operations fitters#0 08:10 08:10 10:10 closed
        C work operations fitters#0 08:20 09:00 09:30 closed
        D work operations fitters#1 08:30 08:30 09:00 closed
    """)
