"""Offices: exact logs, written out by hand from the rules, which every engine has to say.

Day 0 is a Monday. Fitters work in operations and meters' staff in metering, one head each, 08:00 to 12:00 and 13:00 to 17:00 from Monday to
Friday, if a test does not say otherwise.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.log.orders import OrderOutcome
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import (
    OrdersLog,
    call,
    classify,
    event_log,
    look,
    office,
    order,
    work,
)
from tests.sim.lanes.office.written_offices import lane_log

ORDINARY = {"department": "operations", "work": "1 h"}
COORDINATED: dict[str, Any] = {
    "pools": ["fitters", "meters", "desk"],
    "coordinator": {"pool": "desk", "classify": "6 min", "closing_call": {"time": "4 min", "finds": "90 %"}},
    ".pools.desk": {"works_at": "office", "heads": 1},
}
ESCALATED: dict[str, Any] = {
    "pools": ["fitters", "meters", "officers"],
    "escalations": [{"at": "50 %", "pool": "officers"}],
    "categories": {"voltage": {**ORDINARY, "deadline": "10 working hours"}},
    ".pools.officers": {"works_at": "office", "heads": 1},
}
"""Half of ten working hours from 08:00 on are used up at 14:00."""


@pytest.fixture(params=[event_log, lane_log], ids=["events", "lanes"])
def log(request: pytest.FixtureRequest) -> OrdersLog:
    """What happens to hand-written orders, by either engine."""
    found: OrdersLog = request.param
    return found


# -- travel -------------------------------------------------------------------------------------------------------------


def test_travel_is_added_to_work_whatever_the_speed(log: OrdersLog) -> None:
    """At twice the speed 60 min of work are 30 min; the 45 min on the road stay. B is begun before lunch and lies over it; what inspection sends
    back is travelled to again."""
    orders = [
        order("A", "08:00", work("operations", 60, travel=45)),
        order("B", "11:00", work("operations", 60, outcome=OrderOutcome.REWORK, travel=90), work("operations", 60, travel=90)),
        order("C", "11:10", work("operations", 60)),
    ]  # fmt: skip
    assert log(office({".pools.fitters.speed": "200 %"}), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:15 closed
        B work operations fitters#0 11:00 11:00 14:00 rework
        B work operations fitters#0 14:00 14:30 16:30 closed
        C work operations fitters#0 11:10 14:00 14:30 closed
        A order 08:00 - 09:15 75 0 0 0
        B order 11:00 - 16:30 240 0 0 0
        C order 11:10 - 14:30 30 0 0 0
    """)


# -- lines --------------------------------------------------------------------------------------------------------------


def test_first_come_first_served_over_lunch_and_a_weekend(log: OrdersLog) -> None:
    """B lies over lunch in the fitter's hands, C over the weekend; D comes on Saturday."""
    orders = [
        order("A", "08:00", work("operations", 90)),
        order("B", "08:10", work("operations", 240)),
        order("C", "4/16:30", work("operations", 60)),
        order("D", "5/10:00", work("operations", 30)),
    ]
    assert log(office(days=8), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:30 closed
        B work operations fitters#0 08:10 09:30 14:30 closed
        C work operations fitters#0 4/16:30 4/16:30 7/08:30 closed
        D work operations fitters#0 5/10:00 7/08:30 7/09:00 closed
        A order 08:00 - 09:30 90 0 0 0
        B order 08:10 - 14:30 240 0 0 0
        C order 4/16:30 - 7/08:30 60 0 0 0
        D order 5/10:00 - 7/09:00 30 0 0 0
    """)


def test_higher_priority_goes_first_and_interrupts_nobody(log: OrdersLog) -> None:
    categories = {"voltage": ORDINARY, "outage": {**ORDINARY, "priority": 1}}
    orders = [
        order("A", "08:00", work("operations", 60)),
        order("B", "08:10", work("operations", 30)),
        order("C", "08:20", work("operations", 30), category="outage"),
        order("D", "08:30", work("operations", 30), category="outage"),
    ]
    assert log(office({"categories": categories}), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work operations fitters#0 08:10 10:00 10:30 closed
        C work operations fitters#0 08:20 09:00 09:30 closed
        D work operations fitters#0 08:30 09:30 10:00 closed
        A order 08:00 - 09:00 60 0 0 0
        B order 08:10 - 10:30 30 0 0 0
        C order 08:20 - 09:30 30 0 0 0
        D order 08:30 - 10:00 30 0 0 0
    """)


def test_what_is_due_first_is_taken_first(log: OrdersLog) -> None:
    """B is due after the fifth working day from tomorrow on, C after eight working hours; D, without a deadline, goes last."""
    categories = {
        "voltage": {**ORDINARY, "deadline": "5 working days"},
        "outage": {**ORDINARY, "deadline": "8 working hours"},
        "advice": ORDINARY,
    }
    orders = [
        order("A", "08:00", work("operations", 60)),
        order("D", "08:05", work("operations", 30), category="advice"),
        order("B", "08:10", work("operations", 30)),
        order("C", "08:20", work("operations", 30), category="outage"),
    ]
    assert log(office({"categories": categories, "takes": "due"}), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        D work operations fitters#0 08:05 10:00 10:30 closed
        B work operations fitters#0 08:10 09:30 10:00 closed
        C work operations fitters#0 08:20 09:00 09:30 closed
        A order 08:00 7/17:00 09:00 60 0 0 0
        D order 08:05 - 10:30 30 0 0 0
        B order 08:10 7/17:00 10:00 30 0 0 0
        C order 08:20 1/08:20 09:30 30 0 0 0
    """)


def test_two_pools_at_a_desk(log: OrdersLog) -> None:
    """The pool named first takes an order where both are free, and who is free first where neither is; the crew takes twice as long."""
    changes = {
        "pools": ["fitters", "meters", "crew"],
        "departments.operations.pools": ["fitters", "crew"],
        ".pools.crew": {"works_at": "office", "heads": 1, "speed": "50 %"},
    }
    orders = [
        order("A", "08:00", work("operations", 60)),
        order("B", "08:01", work("operations", 20)),
        order("C", "08:02", work("operations", 60)),
        order("D", "11:30", work("operations", 10)),
    ]
    assert log(office(changes), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work operations crew#0 08:01 08:01 08:41 closed
        C work operations crew#0 08:02 08:41 10:41 closed
        D work operations fitters#0 11:30 11:30 11:40 closed
        A order 08:00 - 09:00 60 0 0 0
        B order 08:01 - 08:41 40 0 0 0
        C order 08:02 - 10:41 120 0 0 0
        D order 11:30 - 11:40 10 0 0 0
    """)


def test_who_has_been_free_longest_takes_an_order(log: OrdersLog) -> None:
    orders = [
        order("A", "08:00", work("operations", 60)),
        order("B", "08:00", work("operations", 30)),
        order("C", "09:00", work("operations", 30)),
        order("D", "09:00", work("operations", 30)),
    ]
    assert log(office({".pools.fitters.heads": 2}), orders)[:4] == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        B work operations fitters#1 08:00 08:00 08:30 closed
        C work operations fitters#1 09:00 09:00 09:30 closed
        D work operations fitters#0 09:00 09:00 09:30 closed
    """)


# -- the way of an order ------------------------------------------------------------------------------------------------


def test_a_wrong_department_keeps_an_order_in_working_time(log: OrdersLog) -> None:
    """Of two hours 80 minutes are left on Friday, and 40 come on Monday."""
    orders = [order("A", "4/15:30", look("metering", 10, keeps=120), work("operations", 30))]
    assert log(office(days=8), orders) == expected("""
        A look metering meters#0 4/15:30 4/15:30 4/15:40 passed_on
        A work operations fitters#0 7/08:40 7/08:40 7/09:10 closed
        A order 7/08:40 - 7/09:10 40 1 0 0
    """)


def test_a_coordinator_classifies_calls_and_opens_again(log: OrdersLog) -> None:
    steps = (
        classify(6),
        work("operations", 60),
        call(4, OrderOutcome.REOPENED),
        classify(6),
        look("metering", 10),
        work("operations", 30),
        call(4),
    )
    assert log(office(COORDINATED), [order("A", "08:00", *steps)]) == expected("""
        A classify coordinator desk#0 08:00 08:00 08:06 classified
        A work operations fitters#0 08:06 08:06 09:06 done
        A closing_call coordinator desk#0 09:06 09:06 09:10 reopened
        A classify coordinator desk#0 09:10 09:10 09:16 classified
        A look metering meters#0 09:16 09:16 09:26 passed_on
        A work operations fitters#0 09:26 09:26 09:56 done
        A closing_call coordinator desk#0 09:56 09:56 10:00 closed
        A order 08:06 - 10:00 120 1 1 0
    """)


def test_rework_stands_in_line_again(log: OrdersLog) -> None:
    """Inspection sends A back at 09:00, behind B: the fitter, free at that instant, takes B before A joins the line."""
    orders = [
        order("A", "08:00", work("operations", 60, outcome=OrderOutcome.REWORK), work("operations", 60)),
        order("B", "08:30", work("operations", 30)),
    ]
    assert log(office(), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 rework
        A work operations fitters#0 09:00 09:30 10:30 closed
        B work operations fitters#0 08:30 09:00 09:30 closed
        A order 08:00 - 10:30 120 0 0 0
        B order 08:30 - 09:30 30 0 0 0
    """)


def test_waiting_that_nobody_causes_runs_by_the_calendar(log: OrdersLog) -> None:
    """Two days from Thursday on end on Saturday; metering goes on on Monday."""
    orders = [order("A", "3/10:00", work("operations", 60, waits=2880), work("metering", 30))]
    assert log(office(days=8), orders) == expected("""
        A work operations fitters#0 3/10:00 3/10:00 3/11:00 done
        A work metering meters#0 5/11:00 7/08:00 7/08:30 closed
        A order 3/10:00 - 7/08:30 90 0 0 0
    """)


def test_waiting_behind_the_last_step_is_part_of_the_order(log: OrdersLog) -> None:
    orders = [order("A", "08:00", work("operations", 60, waits=120))]
    assert log(office(), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        A order 08:00 - 11:00 60 0 0 0
    """)


def test_work_lies_until_its_own_head_is_back(log: OrdersLog) -> None:
    """Head 1 goes at 15:00 and takes up its work in the morning, though head 0 is free from 14:40 on."""
    changes = {".pools.fitters.heads": {"08:00": 2, "15:00": 1}}
    orders = [
        order("A", "14:00", work("operations", 40)),
        order("B", "14:30", work("operations", 60)),
        order("C", "15:10", work("operations", 20)),
    ]
    assert log(office(changes), orders) == expected("""
        A work operations fitters#0 14:00 14:00 14:40 closed
        B work operations fitters#1 14:30 14:30 1/08:30 closed
        C work operations fitters#0 15:10 15:10 15:30 closed
        A order 14:00 - 14:40 40 0 0 0
        B order 14:30 - 1/08:30 60 0 0 0
        C order 15:10 - 15:30 20 0 0 0
    """)


def test_over_a_holiday(log: OrdersLog) -> None:
    """Tuesday is closed: work goes on on Wednesday, and two working days from Monday on end on Thursday."""
    changes = {
        "closed": ["2024-01-02"],
        "categories": {"voltage": {**ORDINARY, "deadline": "2 working days"}},
    }
    assert log(office(changes), [order("A", "16:30", work("operations", 60))]) == expected("""
        A work operations fitters#0 16:30 16:30 2/08:30 closed
        A order 16:30 3/17:00 2/08:30 60 0 0 0
    """)


def test_steps_that_take_no_time(log: OrdersLog) -> None:
    """B comes at the same instant as A, and behind it: A is classified, and in the fitter's hands, before B comes."""
    orders = [
        order("A", "08:00", classify(0), work("operations", 30), call(0)),
        order("B", "08:00", classify(0), work("operations", 30), call(0)),
    ]
    assert log(office(COORDINATED), orders) == expected("""
        A classify coordinator desk#0 08:00 08:00 08:00 classified
        A work operations fitters#0 08:00 08:00 08:30 done
        A closing_call coordinator desk#0 08:30 08:30 08:30 closed
        B classify coordinator desk#0 08:00 08:00 08:00 classified
        B work operations fitters#0 08:00 08:30 09:00 done
        B closing_call coordinator desk#0 09:00 09:00 09:00 closed
        A order 08:00 - 08:30 30 0 0 0
        B order 08:00 - 09:00 30 0 0 0
    """)


# -- deadlines ----------------------------------------------------------------------------------------------------------


def test_a_clock_that_begins_at_acceptance(log: OrdersLog) -> None:
    """A is accepted when it stands in line at operations at 09:10, where B is in hand; the clock of B begins when it comes."""
    timed = {**ORDINARY, "deadline": "8 working hours"}
    categories = {"voltage": {**timed, "clock": "acceptance"}, "outage": timed}
    orders = [
        order("A", "08:00", look("metering", 10, keeps=60), work("operations", 30)),
        order("B", "09:00", look("metering", 10), work("operations", 60), category="outage"),
    ]
    assert log(office({"categories": categories}), orders) == expected("""
        A look metering meters#0 08:00 08:00 08:10 passed_on
        A work operations fitters#0 09:10 09:10 09:40 closed
        B look metering meters#0 09:00 09:00 09:10 passed_on
        B work operations fitters#0 09:10 09:40 10:40 closed
        A order 09:10 1/09:10 09:40 40 1 0 0
        B order 09:10 1/09:00 10:40 70 1 0 0
    """)


def test_escalation_of_one_in_line_raises_its_priority(log: OrdersLog) -> None:
    """At 14:00 A is in hand, and B as urgent as C, and longer in line. B is closed at 17:00, just before it would reach the second level."""
    changes = {
        "categories": {
            "voltage": {**ORDINARY, "deadline": "10 working hours"},
            "outage": {**ORDINARY, "priority": 1},
        },
        "escalations": [{"at": "50 %", "priority": 1}, {"at": "80 %", "priority": 1}],
    }
    orders = [
        order("A", "08:00", work("operations", 420)),
        order("B", "08:00", work("operations", 60)),
        order("C", "08:01", work("operations", 60), category="outage"),
    ]
    assert log(office(changes), orders) == expected("""
        A work operations fitters#0 08:00 08:00 16:00 closed
        B work operations fitters#0 08:00 16:00 17:00 closed
        C work operations fitters#0 08:01 1/08:00 1/09:00 closed
        A order 08:00 1/10:00 16:00 420 0 0 1
        B order 08:00 1/10:00 17:00 60 0 0 1
        C order 08:01 - 1/09:00 60 0 0 0
    """)


def test_levels_add_up(log: OrdersLog) -> None:
    """At 16:00 both levels have raised B to 2, above C."""
    changes = {
        "categories": {
            "voltage": {**ORDINARY, "deadline": "10 working hours"},
            "outage": {**ORDINARY, "priority": 1},
        },
        "escalations": [{"at": "20 %", "priority": 1}, {"at": "50 %", "priority": 1}],
    }
    orders = [
        order("C", "07:00", work("operations", 420), category="outage"),
        order("D", "07:30", work("operations", 30), category="outage"),
        order("B", "08:00", work("operations", 30)),
    ]
    assert log(office(changes), orders) == expected("""
        C work operations fitters#0 07:00 08:00 16:00 closed
        D work operations fitters#0 07:30 16:30 17:00 closed
        B work operations fitters#0 08:00 16:00 16:30 closed
        C order 07:00 - 16:00 420 0 0 0
        D order 07:30 - 17:00 30 0 0 0
        B order 08:00 1/10:00 16:30 30 0 0 2
    """)


def test_escalation_to_a_pool_of_one_in_line_in_hand_and_lying(log: OrdersLog) -> None:
    """At 14:00 B moves to the officers; A stays in the fitter's hands and goes to them with its next step, at 15:00 and by its number before B;
    C lies until 17:00."""
    orders = [
        order("C", "08:00", work("operations", 60, waits=480), work("metering", 30)),
        order("A", "08:00", work("operations", 300), work("metering", 30)),
        order("B", "08:00", work("operations", 60), work("metering", 30)),
    ]
    assert log(office(ESCALATED), orders) == expected("""
        C work operations fitters#0 08:00 08:00 09:00 done
        C work officers officers#0 17:00 1/08:00 1/08:30 closed
        A work operations fitters#0 08:00 09:00 15:00 done
        A work officers officers#0 15:00 15:00 15:30 closed
        B work officers officers#0 14:00 14:00 15:00 done
        B work officers officers#0 15:00 15:30 16:00 closed
        C order 08:00 1/10:00 1/08:30 90 0 0 1
        A order 08:00 1/10:00 15:30 330 0 0 1
        B order 08:00 1/10:00 16:00 90 0 0 1
    """)


def test_an_escalation_makes_nothing_of_a_lag(log: OrdersLog) -> None:
    """The order that lies behind its last step until 15:00 is open at 14:00, and reaches the level; nothing is left to do of it."""
    orders = [order("A", "08:00", work("operations", 60, waits=360))]
    assert log(office(ESCALATED), orders) == expected("""
        A work operations fitters#0 08:00 08:00 09:00 closed
        A order 08:00 1/10:00 15:00 60 0 0 1
    """)


LISTED: dict[str, Any] = {
    "categories": {
        "voltage": {**ORDINARY, "deadline": "10 working hours"},
        "outage": {**ORDINARY, "priority": 1},
    },
    "escalations": [{"at": "50 %", "priority": 2, "daily_list": True}],
}


def test_the_list_of_the_day_is_made_before_the_next_day_of_work(log: OrdersLog) -> None:
    """On Friday at 14:00 A is in hand and B in line, but the next list is Monday's: C goes first at 16:00, and A is closed by then. On Monday B is
    above D."""
    orders = [
        order("A", "4/08:00", work("operations", 420)),
        order("B", "4/08:00", work("operations", 60)),
        order("C", "4/08:01", work("operations", 60), category="outage"),
        order("D", "4/08:02", work("operations", 60), category="outage"),
    ]
    assert log(office(LISTED, days=8), orders) == expected("""
        A work operations fitters#0 4/08:00 4/08:00 4/16:00 closed
        B work operations fitters#0 4/08:00 7/08:00 7/09:00 closed
        C work operations fitters#0 4/08:01 4/16:00 4/17:00 closed
        D work operations fitters#0 4/08:02 7/09:00 7/10:00 closed
        A order 4/08:00 7/10:00 4/16:00 420 0 0 0
        B order 4/08:00 7/10:00 7/09:00 60 0 0 1
        C order 4/08:01 - 4/17:00 60 0 0 0
        D order 4/08:02 - 7/10:00 60 0 0 0
    """)


def test_later_levels_wait_for_the_list(log: OrdersLog) -> None:
    """A's 80 % are used up at 16:00, and act at midnight behind the first level; it is in hand until 9 hours of work are over. B would reach its
    first level with Tuesday's list, and the horizon ends then."""
    levels = [*LISTED["escalations"], {"at": "80 %", "priority": 1}]
    orders = [order("A", "08:00", work("operations", 540)), order("B", "1/08:00", work("metering", 480))]
    assert log(office(LISTED | {"escalations": levels}, days=2), orders) == expected("""
        A work operations fitters#0 08:00 08:00 1/09:00 closed
        B work metering meters#0 1/08:00 1/08:00 1/17:00 closed
        A order 08:00 1/10:00 1/09:00 540 0 0 2
        B order 1/08:00 2/10:00 1/17:00 480 0 0 0
    """)


# -- the end and the beginning ------------------------------------------------------------------------------------------


def test_what_is_open_at_the_end(log: OrdersLog) -> None:
    """The horizon ends on Monday at midnight with A in hand, B in line and C lying; D comes when nobody works any more."""
    orders = [
        order("C", "08:00", work("operations", 60, waits=2880), work("metering", 30)),
        order("A", "16:00", work("operations", 90)),
        order("B", "16:10", work("operations", 30)),
        order("D", "23:59", work("metering", 30)),
    ]
    assert log(office(days=1), orders) == expected("""
        C work operations fitters#0 08:00 08:00 09:00 done
        A work operations fitters#0 16:00 16:00 - open
        B work operations - 16:10 - - open
        D work metering - 23:59 - - open
        C order 08:00 - - 60 0 0 0
        A order 16:00 - - 0 0 0 0
        B order 16:10 - - 0 0 0 0
        D order 23:59 - - 0 0 0 0
    """)


def test_orders_of_the_warm_up(log: OrdersLog) -> None:
    """Of the Friday before, A is closed before the horizon and left out; B lies over the weekend in the fitter's hands."""
    orders = [
        order("A", "-3/16:00", work("operations", 30)),
        order("B", "-3/16:30", work("operations", 60)),
        order("C", "-1/12:00", work("operations", 60)),
    ]
    assert log(office({".calendar.warm_up": 3}), orders) == expected("""
        B work operations fitters#0 -3/16:30 -3/16:30 08:30 closed
        C work operations fitters#0 -1/12:00 08:30 09:30 closed
        B order -3/16:30 - 08:30 60 0 0 0
        C order -1/12:00 - 09:30 60 0 0 0
    """)


# -- rules that begin later ---------------------------------------------------------------------------------------------


def test_an_order_lives_under_the_rules_of_its_creation(log: OrdersLog) -> None:
    """On Tuesday the policy begins in the city: two working hours to close, officers from half of them on, and a second fitter, who is there for
    all. B and D are of the city, C of the country; A, of the city too, came on Monday, and has no deadline. D is in line at half of its time."""
    policy = {
        "begins": "2024-01-02",
        "regions": ["city"],
        "offices.bureau.categories.voltage.deadline": "2 working hours",
        "offices.bureau.escalations": [{"at": "50 %", "pool": "officers"}],
        "offices.bureau.pools": ["fitters", "meters", "officers"],
        "pools.officers": {"works_at": "office", "heads": 1},
        "pools.fitters.heads": 2,
    }
    there = office({".regions": {"country": "40 %", "city": "60 %"}, ".policies": {"later": policy}}, days=3)
    orders = [
        order("A", "16:30", work("operations", 60), region=1),
        order("E", "16:40", work("operations", 120), region=1),
        order("B", "1/08:10", work("operations", 60), region=1),
        order("D", "1/08:15", work("operations", 60), region=1),
        order("C", "1/08:20", work("operations", 60), region=0),
    ]
    assert log(there.with_policy("later"), orders) == expected("""
        A work operations fitters#0 16:30 16:30 1/08:30 closed
        E work operations fitters#1 16:40 1/08:00 1/10:00 closed
        B work operations fitters#0 1/08:10 1/08:30 1/09:30 closed
        D work officers officers#0 1/09:15 1/09:15 1/10:15 closed
        C work operations fitters#0 1/08:20 1/09:30 1/10:30 closed
        A order 16:30 - 1/08:30 60 0 0 0
        E order 16:40 - 1/10:00 120 0 0 0
        B order 1/08:10 1/10:10 1/09:30 60 0 0 1
        D order 1/08:15 1/10:15 1/10:15 60 0 0 1
        C order 1/08:20 - 1/10:30 60 0 0 0
    """)


def test_a_clock_that_begins_at_acceptance_from_a_date_on(log: OrdersLog) -> None:
    """A came on Monday: its clock ran from its creation; that of B, which a wrong department looked at, from its acceptance at 09:00 on."""
    categories = {"voltage": {**ORDINARY, "deadline": "4 working hours"}}
    later = {"begins": "2024-01-02", "offices.bureau.categories.voltage.clock": "acceptance"}
    there = office({"categories": categories, ".policies": {"later": later}}, days=3)
    orders = [
        order("A", "08:00", look("metering", 60), work("operations", 60)),
        order("B", "1/08:00", look("metering", 60), work("operations", 60)),
    ]
    assert log(there.with_policy("later"), orders) == expected("""
        A look metering meters#0 08:00 08:00 09:00 passed_on
        A work operations fitters#0 09:00 09:00 10:00 closed
        B look metering meters#0 1/08:00 1/08:00 1/09:00 passed_on
        B work operations fitters#0 1/09:00 1/09:00 1/10:00 closed
        A order 09:00 12:00 10:00 120 1 0 0
        B order 1/09:00 1/14:00 1/10:00 120 1 0 0
    """)
