"""Heads with customers of their own: exact logs, written out by hand from the rules, which both engines have to say.

Day 0 is a Monday; the department's two heads work from 08:00 to 12:00 and 13:00 to 17:00. A customer below one half is the first head's.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.running.candidates import evaluate
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, WrittenOrder, event_log, office, order, work
from tests.sim.lanes.office.written_offices import lane_log

ANN, BOB = 0.2, 0.7
"""Customers of the first head and of the second one."""


@pytest.fixture(params=[event_log, lane_log], ids=["events", "lanes"])
def log(request: pytest.FixtureRequest) -> OrdersLog:
    """What happens to hand-written orders, by either engine."""
    found: OrdersLog = request.param
    return found


def own(rules: dict[str, Any], **changes: Any) -> Any:
    """An office in which the two fitters have customers of their own."""
    return office({"departments.operations.own": rules, ".pools.fitters.heads": 2, **changes})


def of(customer: float, name: str, created: str, minutes: float) -> WrittenOrder:
    """An order of a customer."""
    return order(name, created, work("operations", minutes), customer=customer)


def test_orders_wait_for_their_own_head_so_long_and_then_for_anybody(log: OrdersLog) -> None:
    """B, C and D wait for Ann, who has A in hand, though Bob is free. B has waited for two working hours at 10:10 and is taken by Bob at once; C
    would be for all at 10:15, but Bob is busy with B till 11:10, while Ann is free at 11:00. She takes C, which came before E, which is her own.
    Bob takes D at 11:10, which has been for all since 10:20."""
    orders = [
        of(ANN, "A", "08:00", 180),
        of(ANN, "B", "08:10", 60),
        of(BOB, "F", "08:12", 10),
        of(ANN, "C", "08:15", 30),
        of(ANN, "D", "08:20", 30),
        of(ANN, "E", "10:50", 10),
    ]
    assert log(own({"within": "2 working hours"}), orders) == expected("""
        A work operations fitters#0 08:00 08:00 11:00 closed
        B work operations fitters#1 08:10 10:10 11:10 closed
        F work operations fitters#1 08:12 08:12 08:22 closed
        C work operations fitters#0 08:15 11:00 11:30 closed
        D work operations fitters#1 08:20 11:10 11:40 closed
        E work operations fitters#0 10:50 11:30 11:40 closed
        A order 08:00 - 11:00 180 0 0 0
        B order 08:10 - 11:10 60 0 0 0
        F order 08:12 - 08:22 10 0 0 0
        C order 08:15 - 11:30 30 0 0 0
        D order 08:20 - 11:40 30 0 0 0
        E order 10:50 - 11:40 10 0 0 0
    """)


def test_a_limit_counts_working_time_and_lies_over_the_night(log: OrdersLog) -> None:
    """B comes half an hour before the evening, and is for all after another half hour of the morning; then Bob takes it."""
    orders = [of(ANN, "A", "16:00", 240), of(ANN, "B", "16:30", 60)]
    assert log(own({"within": "1 working hours"}), orders)[:2] == expected("""
        A work operations fitters#0 16:00 16:00 1/11:00 closed
        B work operations fitters#1 16:30 1/08:30 1/09:30 closed
    """)


def test_an_order_whose_own_head_is_not_there_in_time_is_for_anybody_at_once(log: OrdersLog) -> None:
    """The second head is there only in the afternoon. At 08:00 its hour is over long before; at 11:30 it has half an hour left behind
    lunch, so D waits."""
    shifts = [{"time": "08:00-17:00", "heads": 1}, {"time": "13:00-17:00", "heads": 1}]
    changes = {".pools.fitters": {"works_at": "office", "shifts": shifts}}
    scenario = office({"departments.operations.own": {"within": "1 working hours"}, **changes})
    orders = [of(BOB, "C", "1/08:00", 60), of(BOB, "D", "1/11:30", 60)]
    assert log(scenario, orders)[:2] == expected("""
        C work operations fitters#0 1/08:00 1/08:00 1/09:00 closed
        D work operations fitters#1 1/11:30 1/13:00 1/14:00 closed
    """)


def test_pools_behind_take_only_what_is_for_everybody(log: OrdersLog) -> None:
    """Dispatch is free all the time, and takes B after its hour; D, of a customer of Bob's, is Bob's at once."""
    changes = {
        "pools": ["fitters", "meters", "dispatch"],
        ".pools.dispatch": {"works_at": "office", "heads": 1},
    }
    scenario = own({"within": "1 working hours", "then": ["dispatch"]}, **changes)
    orders = [
        of(ANN, "A", "08:00", 120),
        of(ANN, "B", "08:00", 60),
        of(BOB, "C", "08:30", 90),
        of(BOB, "D", "09:30", 60),
    ]
    assert log(scenario, orders)[:4] == expected("""
        A work operations fitters#0 08:00 08:00 10:00 closed
        B work operations dispatch#0 08:00 09:00 10:00 closed
        C work operations fitters#1 08:30 08:30 10:00 closed
        D work operations fitters#1 09:30 10:00 11:00 closed
    """)


def test_without_limit_an_order_waits_for_its_own_head_alone(log: OrdersLog) -> None:
    """B is for Ann all day, and the next morning too, though Bob is free."""
    orders = [of(ANN, "A", "08:00", 480), of(ANN, "B", "08:10", 60), of(BOB, "C", "1/08:00", 30)]
    assert log(own({}), orders)[:3] == expected("""
        A work operations fitters#0 08:00 08:00 17:00 closed
        B work operations fitters#0 08:10 1/08:00 1/09:00 closed
        C work operations fitters#1 1/08:00 1/08:00 1/08:30 closed
    """)


def test_a_limit_of_nothing_is_a_common_line(log: OrdersLog) -> None:
    orders = [of(ANN, "A", "08:00", 60), of(ANN, "B", "08:00", 60), of(ANN, "C", "08:30", 30)]
    assert log(own({"within": "0 min"}), orders) == log(office({".pools.fitters.heads": 2}), orders)


def test_who_escalates_moves_out_of_the_line_of_the_own_head(log: OrdersLog) -> None:
    """At half of four working hours B goes to the officers; its limit of three hours has no effect then."""
    changes = {
        "pools": ["fitters", "meters", "officers"],
        "escalations": [{"at": "25 %", "priority": 1}, {"at": "50 %", "pool": "officers"}],
        "categories": {"voltage": {"department": "operations", "work": "1 h", "deadline": "4 working hours"}},
        ".pools.officers": {"works_at": "office", "heads": 1},
    }
    orders = [of(ANN, "A", "08:00", 240), of(ANN, "B", "08:00", 240), of(BOB, "C", "10:00", 120)]
    assert log(own({"within": "3 working hours"}, **changes), orders)[:3] == expected("""
        A work operations fitters#0 08:00 08:00 12:00 closed
        B work officers officers#0 10:00 10:00 15:00 closed
        C work operations fitters#1 10:00 10:00 12:00 closed
    """)


def test_candidates_side_by_side_have_their_own_portfolios() -> None:
    """With two heads, and with three, in one run of lanes: as each alone, though customers belong to other heads."""
    changes = {
        "categories": {"voltage": {"department": "operations", "work": "1 h"}},
        "halls.north.arrivals.per_day": 60,
    }
    plan = {f".{key}" if key.startswith("halls") else key: value for key, value in changes.items()}
    scenario = own({"within": "2 working hours"}, **plan, **{".services.pay.orders": {"voltage": "30 %"}})
    asked = frozenset((name, "all") for name in ("by_own_head", "time_to_close_mean", "orders_created"))
    heads: list[dict[str, Any]] = [{"pools.fitters.heads": count} for count in (2, 3)]
    together = evaluate(scenario, heads, range(3), 1, asked)
    alone = [evaluate(scenario, [each], range(3), 1, asked)[0] for each in heads]
    for name, _ in asked:
        found = [each.estimate(name).mean for each in together]
        assert found == [each.estimate(name).mean for each in alone]
    shares = [each.estimate("by_own_head").mean for each in together]
    assert 0.3 < shares[0] < 1
    assert shares[0] != shares[1]
