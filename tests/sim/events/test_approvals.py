"""Approvals by specialists: exact logs, written out by hand from the rules, which both engines have to say.

Day 0 is a Monday; everybody works from 08:00 to 12:00 and 13:00 to 17:00. Half of ten working hours from 08:00 on are used up at 14:00.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.scenario import Scenario
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, event_log, office, order, work
from tests.sim.lanes.office.written_offices import lane_log

ORDINARY = {"department": "operations", "work": "1 h"}
ENGINEERS = {"pool": "engineers", "work": "30 min"}


@pytest.fixture(params=[event_log, lane_log], ids=["events", "lanes"])
def log(request: pytest.FixtureRequest) -> OrdersLog:
    """What happens to hand-written orders, by either engine."""
    found: OrdersLog = request.param
    return found


def approved(*levels: dict[str, Any], days: int = 7, **changes: Any) -> Scenario:
    """An office with such levels; each pool that they name has one head."""
    named = [each.get("approval", each)["pool"] for each in levels]
    base: dict[str, Any] = {
        "pools": ["fitters", "meters", *dict.fromkeys(named)],
        "categories": {"voltage": {**ORDINARY, "deadline": "10 working hours"}, "outage": ORDINARY},
        "escalations": list(levels),
        **{f".pools.{pool}": {"works_at": "office", "heads": 1} for pool in named},
    }
    return office({**base, **changes}, days=days)


def test_an_order_is_approved_before_its_next_step(log: OrdersLog) -> None:
    """At 14:00 A is in hand, and comes to the engineer behind that. B is in line, and joins it anew behind C when it is approved. D lies until 17:00, and
    comes to the engineer then. E, at 14:30, has its last step in hand, and needs no approval."""
    orders = [
        order("A", "08:00", work("operations", 420), work("metering", 30), approvals=[30]),
        order("B", "08:00", work("operations", 60), approvals=[30]),
        order("D", "08:00", work("metering", 60, waits=480), work("metering", 30), approvals=[30]),
        order("C", "08:01", work("operations", 30), category="outage"),
        order("E", "08:30", work("metering", 400), approvals=[30]),
    ]
    assert log(approved({"at": "50 %", "approval": ENGINEERS}), orders) == expected("""
        A work operations fitters#0 08:00 08:00 16:00 done
        A approve engineers engineers#0 16:00 16:00 16:30 approved
        A work metering meters#0 16:30 16:40 1/08:10 closed
        B approve engineers engineers#0 14:00 14:00 14:30 approved
        B work operations fitters#0 14:30 16:30 1/08:30 closed
        D work metering meters#0 08:00 08:00 09:00 done
        D approve engineers engineers#0 17:00 1/08:00 1/08:30 approved
        D work metering meters#0 1/08:30 1/08:30 1/09:00 closed
        C work operations fitters#0 08:01 16:00 16:30 closed
        E work metering meters#0 08:30 09:00 16:40 closed
        A order 08:00 1/10:00 1/08:10 480 0 0 1
        B order 08:00 1/10:00 1/08:30 90 0 0 1
        D order 08:00 1/10:00 1/09:00 120 0 0 1
        C order 08:01 - 16:30 30 0 0 0
        E order 08:30 1/10:30 16:40 400 0 0 1
    """)


def test_two_levels_ask_twice_and_a_pool_does_what_is_left(log: OrdersLog) -> None:
    """B is with the engineer from 14:00 to 16:00. Meanwhile, at 15:00, the officers get what is left, and at 15:30 the chief must approve, too: then
    they begin. A has its only step in hand all day."""
    levels = (
        {"at": "50 %", "approval": {"pool": "engineers", "work": "2 h"}},
        {"at": "60 %", "pool": "officers"},
        {"at": "65 %", "approval": {"pool": "chiefs", "work": "30 min"}},
    )
    orders = [
        order("A", "08:00", work("operations", 480), approvals=[120, 30]),
        order("B", "08:00", work("operations", 30), approvals=[120, 30]),
    ]
    assert log(approved(*levels), orders) == expected("""
        A work operations fitters#0 08:00 08:00 17:00 closed
        B approve engineers engineers#0 14:00 14:00 16:00 approved
        B approve chiefs chiefs#0 16:00 16:00 16:30 approved
        B work officers officers#0 16:30 16:30 17:00 closed
        A order 08:00 1/10:00 17:00 480 0 0 3
        B order 08:00 1/10:00 17:00 180 0 0 3
    """)


def test_an_order_that_waits_for_an_approval_stays_with_the_specialist(log: OrdersLog) -> None:
    """B and C come to the engineer at 14:00, who takes B first. At 15:00 the officers get what is left of both; C waits for the engineer all the same."""
    levels = (
        {"at": "50 %", "approval": {"pool": "engineers", "work": "2 h"}},
        {"at": "60 %", "pool": "officers"},
    )
    orders = [
        order("A", "07:00", work("operations", 480), category="outage"),
        order("B", "08:00", work("operations", 30), approvals=[120]),
        order("C", "08:00", work("operations", 30), approvals=[120]),
    ]
    assert log(approved(*levels), orders)[1:5] == expected("""
        B approve engineers engineers#0 14:00 14:00 16:00 approved
        B work officers officers#0 16:00 16:00 16:30 closed
        C approve engineers engineers#0 14:00 16:00 1/09:00 approved
        C work officers officers#0 1/09:00 1/09:00 1/09:30 closed
    """)


def test_an_approved_order_does_not_gather_again(log: OrdersLog) -> None:
    """A and B gather at 08:00, and need half of their work. B is approved while A is in hand: that takes all of its 30 min, and B then stands in line at once, still
    with half of its work."""
    scenario = approved(
        {"at": "50 %", "approval": ENGINEERS},
        **{"departments.operations.batch": {"size": 2, "at_most": "2 days", "work": "50 %"}},
    )
    orders = [
        order("A", "08:00", work("operations", 840), approvals=[30]),
        order("B", "08:00", work("operations", 60), approvals=[30]),
    ]
    assert log(scenario, orders) == expected("""
        A work operations fitters#0 08:00 08:00 16:00 closed
        B approve engineers engineers#0 14:00 14:00 14:30 approved
        B work operations fitters#0 14:30 16:00 16:30 closed
        A order 08:00 1/10:00 16:00 420 0 0 1
        B order 08:00 1/10:00 16:30 60 0 0 1
    """)


def test_a_pause_puts_an_approval_off(log: OrdersLog) -> None:
    """B's clock stands still from 08:00 to 11:00, so half of the time is used up at 17:00 and not at 14:00: the engineer has it in the morning."""
    orders = [
        order("A", "07:00", work("operations", 600), category="outage"),
        order("B", "08:00", work("operations", 60), pause=180, approvals=[30]),
    ]
    assert log(approved({"at": "50 %", "approval": ENGINEERS}), orders)[1:3] == expected("""
        B approve engineers engineers#0 17:00 1/08:00 1/08:30 approved
        B work operations fitters#0 1/08:30 1/10:00 1/11:00 closed
    """)


def test_what_is_with_a_specialist_at_the_end_is_told_as_such(log: OrdersLog) -> None:
    """At the end of the day B is in the engineer's hands, and C in line there: its work has not begun, and it stands in no other line."""
    orders = [
        order("A", "08:00", work("operations", 480), category="outage"),
        order("B", "08:00", work("operations", 60), approvals=[900]),
        order("C", "08:00", work("operations", 60), approvals=[900]),
    ]
    scenario = approved({"at": "50 %", "approval": {"pool": "engineers", "work": "15 h"}}, days=1)
    assert log(scenario, orders)[:3] == expected("""
        A work operations fitters#0 08:00 08:00 17:00 closed
        B approve engineers engineers#0 14:00 14:00 - open
        C approve engineers - 14:00 - - open
    """)
