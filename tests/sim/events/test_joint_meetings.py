"""Joint meetings of an office's departments: exact logs by hand on both engines, and days of meetings from the calendar by hand.

Day 0 is a Monday; one head in each of two departments, and one coordinator, work 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from sim.log.orders import OrderOutcome
from sim.scenario.meetings import meeting_times
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
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


# -- time of heads ------------------------------------------------------------------------------------------------------


def test_heads_in_a_meeting_do_no_work(log: OrdersLog) -> None:
    """On Wednesday the fitter sits in the meeting for an hour: work that was begun at 13:30 lies in his hands meanwhile. A waits for it and goes on when
    it is over; the meters' man is not there, and works on. The fitter has taken what stood in line before A joins it."""
    sitting = meeting(every="week", weekday="wed", lasts="1 h", heads={"fitters": 1})
    orders = [
        order("A", "08:00", to_meeting(6), work("operations", 30)),
        order("B", "2/13:24", classify(6), work("operations", 60)),
        order("C", "2/13:54", classify(6), work("metering", 30)),
        order("D", "2/14:10", classify(6), work("operations", 30)),
    ]
    assert log(office(sitting), orders) == expected("""
        A classify coordinator desk#0 08:00 08:00 08:06 to_meeting
        A work operations fitters#0 2/15:00 2/16:00 2/16:30 closed
        B classify coordinator desk#0 2/13:24 2/13:24 2/13:30 classified
        B work operations fitters#0 2/13:30 2/13:30 2/15:30 closed
        C classify coordinator desk#0 2/13:54 2/13:54 2/14:00 classified
        C work metering meters#0 2/14:00 2/14:00 2/14:30 closed
        D classify coordinator desk#0 2/14:10 2/14:10 2/14:16 classified
        D work operations fitters#0 2/14:16 2/15:30 2/16:00 closed
        A order 2/15:00 - 2/16:30 36 0 0 0
        B order 2/13:30 - 2/15:30 66 0 0 0
        C order 2/14:00 - 2/14:30 36 0 0 0
        D order 2/14:16 - 2/16:00 36 0 0 0
    """)


def test_of_several_heads_those_of_the_lowest_numbers_sit_in_it() -> None:
    """Two of three fitters on Wednesday from 14:00 to 15:30; they are paid as ever."""
    sitting = meeting(every="week", weekday="wed", lasts="90 min", heads={"fitters": 2})
    scenario = office({**sitting, ".pools.fitters.heads": 3})
    servers = servers_of(scenario, "fitters", opening_of(scenario, "bureau"))
    wednesday = [
        [clock(time) for window in own for time in window if window.start // DAY == 2]
        for own in servers.calls
    ]
    away = ["2/08:00", "2/12:00", "2/13:00", "2/14:00", "2/15:30", "2/17:00"]
    assert wednesday == [away, away, ["2/08:00", "2/12:00", "2/13:00", "2/17:00"]]
    assert sum(end - start for start, end in servers.paid) == 3 * 5 * 480


def test_a_meeting_that_begins_later_takes_time_from_then_on() -> None:
    """From the second week on for orders of the city; from the third on another one for all, on Mondays."""
    held = {"every": "week", "weekday": "wed", "time": "14:00", "categories": {"voltage": "10 %"}}
    later = {"lasts": "1 h", "heads": {"fitters": 1}}
    changes = {
        **COORDINATED,
        ".regions": {"city": "50 %", "country": "50 %"},
        ".policies": {
            "meetings": {
                "steps": [
                    {"begins": "2024-01-08", "regions": ["city"],
                     "set": {"offices.bureau.coordinator.meeting": held | later}},
                    {"begins": "2024-01-15",
                     "set": {"offices.bureau.coordinator.meeting": held | later | {"weekday": "mon"}}},
                ]
            }
        },
    }  # fmt: skip
    scenario = office(changes, days=21).with_policy("meetings")
    servers = servers_of(scenario, "fitters", opening_of(scenario, "bureau"))
    pauses = [one.end // DAY for one, other in pairwise(servers.calls[0]) if one.end % DAY == 14 * 60]
    assert pauses == [9, 14]


def test_the_analysis_takes_the_first_hours_of_a_month(log: OrdersLog) -> None:
    """Two causes of three hours each: on the first of January the meters' man is on duty for orders from 15:00 on, and an order of 150 minutes is done
    on the next day. On the first of February he is, on a Thursday, and has an order in hand since the evening before."""
    changes = {
        "causes": {"age": {"category": "voltage", "share": "50 %"}},
        "analysis": {"takes": 2, "pool": "meters", "work": "3 h"},
    }
    orders = [
        order("A", "08:00", work("metering", 150)),
        order("B", "30/16:00", work("metering", 90)),
        order("C", "31/08:00", work("operations", 30)),
    ]
    assert log(office(changes, days=35), orders) == expected("""
        A work metering meters#0 08:00 15:00 1/08:30 closed
        B work metering meters#0 30/16:00 30/16:00 31/15:30 closed
        C work operations fitters#0 31/08:00 31/08:00 31/08:30 closed
        A order 08:00 - 1/08:30 150 0 0 0
        B order 30/16:00 - 31/15:30 90 0 0 0
        C order 31/08:00 - 31/08:30 30 0 0 0
    """)


def test_an_analysis_that_begins_later_takes_time_from_then_on() -> None:
    """On the tenth of January it begins, so that it takes hours of February's first days: 12, of which the first day has eight."""
    changes = {
        "causes": {"age": {"category": "voltage", "share": "50 %"}},
        "analysis": {"begins": "2024-01-10", "takes": 2, "pool": "meters", "work": "6 h"},
    }
    scenario = office(changes, days=35)
    servers = servers_of(scenario, "meters", opening_of(scenario, "bureau"))
    first = [window for window in servers.calls[0] if window.start // DAY in (0, 31, 32)]
    assert [clock(time) for window in first for time in window] == [
        "08:00", "12:00", "13:00", "17:00", "32/13:00", "32/17:00",
    ]  # fmt: skip
