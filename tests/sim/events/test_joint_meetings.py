"""Joint meetings of an office's departments: exact logs by hand on both engines, and days of meetings from the calendar by hand.

Day 0 is a Monday; one head in each of two departments, and one coordinator, work 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.log.orders import OrderOutcome
from sim.scenario.meetings import meeting_times
from sim.scenario.units import DAY
from tests.sim.events.test_offices import COORDINATED, log
from tests.sim.events.written_log import clock, expected
from tests.sim.events.written_orders import OrdersLog, call, classify, office, order, to_meeting, work

__all__ = ["log"]


def meeting(**rule: Any) -> dict[str, Any]:
    """The office with a coordinator and meetings at 14:00."""
    held = {"time": "14:00", "categories": {"voltage": "10 %"}, **rule}
    coordinator = {**COORDINATED["coordinator"], "meeting": held}
    return {**COORDINATED, "coordinator": coordinator}


WEEKLY = meeting(every="week", weekday="wed")


def test_orders_wait_for_the_next_meeting(log: OrdersLog) -> None:
    """A and B are classified on Monday, C on Wednesday just as the meeting begins, too late: it waits a week. At the meeting they go on by number."""
    orders = [
        order("B", "08:00", to_meeting(6), work("operations", 30)),
        order("A", "08:01", to_meeting(6), work("operations", 60)),
        order("C", "2/13:54", to_meeting(6), work("operations", 60)),
        order("D", "2/13:54", classify(6), work("operations", 60)),
    ]
    assert log(office(WEEKLY, days=10), orders) == expected("""
        B classify coordinator desk#0 08:00 08:00 08:06 to_meeting
        B work operations fitters#0 2/14:00 2/14:00 2/14:30 closed
        A classify coordinator desk#0 08:01 08:06 08:12 to_meeting
        A work operations fitters#0 2/14:00 2/14:30 2/15:30 closed
        C classify coordinator desk#0 2/13:54 2/13:54 2/14:00 to_meeting
        C work operations fitters#0 9/14:00 9/14:00 9/15:00 closed
        D classify coordinator desk#0 2/13:54 2/14:00 2/14:06 classified
        D work operations fitters#0 2/14:06 2/15:30 2/16:30 closed
        B order 2/14:00 - 2/14:30 36 0 0 0
        A order 2/14:00 - 2/15:30 66 0 0 0
        C order 9/14:00 - 9/15:00 66 0 0 0
        D order 2/14:06 - 2/16:30 66 0 0 0
    """)


def test_an_order_that_is_opened_again_waits_for_another_meeting(log: OrdersLog) -> None:
    """And one that waits when no meeting comes any more is open at the end."""
    steps = (to_meeting(6), work("operations", 60), call(4, OrderOutcome.REOPENED))
    orders = [order("A", "08:00", *steps, *steps, to_meeting(6), work("operations", 60))]
    assert log(office(WEEKLY, days=12), orders) == expected("""
        A classify coordinator desk#0 08:00 08:00 08:06 to_meeting
        A work operations fitters#0 2/14:00 2/14:00 2/15:00 done
        A closing_call coordinator desk#0 2/15:00 2/15:00 2/15:04 reopened
        A classify coordinator desk#0 2/15:04 2/15:04 2/15:10 to_meeting
        A work operations fitters#0 9/14:00 9/14:00 9/15:00 done
        A closing_call coordinator desk#0 9/15:00 9/15:00 9/15:04 reopened
        A classify coordinator desk#0 9/15:04 9/15:04 9/15:10 to_meeting
        A order 2/14:00 - - 146 0 2 0
    """)


def test_a_deadline_runs_while_an_order_waits_for_a_meeting(log: OrdersLog) -> None:
    """Half of ten working hours is used up at 14:00 on Monday: the order goes on at the officers'."""
    changes = {
        **WEEKLY,
        "pools": ["fitters", "meters", "desk", "officers"],
        "escalations": [{"at": "50 %", "pool": "officers"}],
        "categories": {
            "voltage": {"department": "operations", "work": "1 h", "deadline": "10 working hours"}
        },
        ".pools.officers": {"works_at": "office", "heads": 1},
    }
    assert log(office(changes), [order("A", "08:00", to_meeting(6), work("operations", 30))]) == expected("""
        A classify coordinator desk#0 08:00 08:00 08:06 to_meeting
        A work officers officers#0 2/14:00 2/14:00 2/14:30 closed
        A order 2/14:00 1/10:00 2/14:30 36 0 0 1
    """)


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        # Wednesday, 18 February, is off until the 24th, a Tuesday; the day after it is a Wednesday again
        ({"every": "week", "weekday": "wed"}, ["2026-02-11", "2026-02-24", "2026-02-25", "2026-03-04"]),
        # Tuesday, 17, and Friday, 20 February, are put off to the same day, which is a Tuesday
        (
            {"every": "week", "weekday": ["tue", "fri"]},
            ["2026-02-10", "2026-02-13", "2026-02-24", "2026-02-27", "2026-03-03"],
        ),
        # Sunday in the festival, to the 24th
        ({"every": "month", "on": 15}, ["2026-02-24"]),
        # Saturday, 14 February, is worked
        ({"every": "month", "on": 14}, ["2026-02-14"]),
        # February has 28 days, and the last of 2026 is a Saturday that is worked
        ({"every": "month", "on": 31}, ["2026-02-28"]),
        # Sunday, 8 February, was before the horizon, and is put off into it; 8 March is a Sunday behind it
        ({"every": "month", "on": 8}, ["2026-02-09"]),
    ],
)
def test_days_of_meetings_over_a_festival(rule: dict[str, Any], held: list[str]) -> None:
    """Monday, 9 February, to Thursday, 5 March 2026. Off from Sunday, 15, to Monday, 23 February; Saturdays 14 and 28 February are worked (notice of the
    State Council of 4 November 2025)."""
    here = office(
        {**meeting(**rule), ".calendar.start": "2026-02-09", ".calendar.closed": ["china"]}, days=25
    )
    coordinator = here.offices["bureau"].coordinator
    assert coordinator is not None
    assert coordinator.meeting is not None
    times = meeting_times(coordinator.meeting, here.sites["bureau"], here.calendar)
    assert [str(here.calendar.date(int(time // DAY))) for time in times] == held
    assert {clock(time % DAY) for time in times} == {"14:00"}
