"""Pauses of a deadline's clock: exact logs by hand on both engines, deadlines from tables by hand, and what misuse moves and what not.

Day 0 is a Monday; one head in each of two departments works 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday. A line of an order ends with
its deadline, its closing, minutes worked, bounces, how often it was reopened, and its level.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.log.orders import OrderOutcome
from sim.running.experiment import run
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.sim.events.test_offices import COORDINATED, ESCALATED, ORDINARY, log
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import OrdersLog, call, classify, look, office, order, work
from tests.sim.network import offices

__all__ = ["log"]


def within(limit: str, **more: Any) -> dict[str, Any]:
    """The office with a deadline for its only category."""
    return {"categories": {"voltage": {**ORDINARY, "deadline": limit, **more}}}


# -- exact logs ---------------------------------------------------------------------------------------------------------


def test_an_order_lies_while_it_waits_for_its_customer(log: OrdersLog) -> None:
    """From Friday, 10:00, A waits two days: six of its eight working hours are added, and it stands in line on Sunday."""
    orders = [order("A", "4/10:00", work("operations", 60), pause=2880)]
    assert log(office(within("8 working hours"), days=8), orders) == expected("""
        A work operations fitters#0 6/10:00 7/08:00 7/09:00 closed
        A order 4/10:00 7/17:00 7/09:00 60 0 0 0
    """)


def test_misuse_moves_the_deadline_and_nothing_else(log: OrdersLog) -> None:
    orders = [order("A", "4/10:00", work("operations", 60), pause=2880, for_customer=False)]
    assert log(office(within("8 working hours"), days=8), orders) == expected("""
        A work operations fitters#0 4/10:00 4/10:00 4/11:00 closed
        A order 4/10:00 7/17:00 4/11:00 60 0 0 0
    """)


def test_others_go_first_while_an_order_waits(log: OrdersLog) -> None:
    """B comes after A, and is taken before it; at 09:00 the fitter, free at that instant, takes C before A joins the line."""
    orders = [
        order("A", "08:00", work("operations", 30), pause=60),
        order("B", "08:10", work("operations", 50)),
        order("C", "08:20", work("operations", 30)),
    ]
    assert log(office(), orders) == expected("""
        A work operations fitters#0 09:00 09:30 10:00 closed
        B work operations fitters#0 08:10 08:10 09:00 closed
        C work operations fitters#0 08:20 09:00 09:30 closed
        A order 08:00 - 10:00 30 0 0 0
        B order 08:10 - 09:00 50 0 0 0
        C order 08:20 - 09:30 30 0 0 0
    """)


def test_a_pause_puts_escalations_off(log: OrdersLog) -> None:
    """Half of the ten hours would be used up at 14:00: A, whose clock stands still for two hours, moves to the officers at 16:00; B, which waits for its
    customer for four, would do so at 09:00 in the morning, and is in the fitter's hands by then."""
    orders = [
        order("Z", "07:00", work("operations", 480)),
        order("A", "08:00", work("operations", 30), pause=120, for_customer=False),
        order("B", "08:00", work("operations", 30), pause=240),
    ]
    changes = {**ESCALATED, "categories": {**ESCALATED["categories"], "advice": ORDINARY}}
    orders[0].category = "advice"
    assert log(office(changes), orders) == expected("""
        Z work operations fitters#0 07:00 08:00 17:00 closed
        A work officers officers#0 16:00 16:00 16:30 closed
        B work operations fitters#0 12:00 1/08:00 1/08:30 closed
        Z order 07:00 - 17:00 480 0 0 0
        A order 08:00 1/12:00 16:30 30 0 0 1
        B order 08:00 1/15:00 1/08:30 30 0 0 0
    """)


def test_an_order_that_is_late_waits_and_stays_late(log: OrdersLog) -> None:
    """It is accepted at 11:10, an hour and more after its deadline."""
    orders = [order("A", "08:00", look("metering", 10, keeps=180), work("operations", 30), pause=60)]
    assert log(office(within("2 working hours")), orders) == expected("""
        A look metering meters#0 08:00 08:00 08:10 passed_on
        A work operations fitters#0 12:10 13:00 13:30 closed
        A order 11:10 10:00 13:30 40 1 0 0
    """)


def test_a_clock_that_begins_at_acceptance_may_pause_at_once(log: OrdersLog) -> None:
    """Eight hours from 09:00 on end a day later; with the pause, at 10:00."""
    orders = [order("A", "08:00", look("metering", 60), work("operations", 30), pause=60)]
    assert log(office(within("8 working hours", clock="acceptance")), orders)[-1:] == expected("""
        A order 09:00 1/10:00 10:30 90 1 0 0
    """)


def test_an_order_pauses_once(log: OrdersLog) -> None:
    """It is not accepted anew when it is opened again."""
    steps = (
        classify(6),
        work("operations", 60),
        call(4, OrderOutcome.REOPENED),
        classify(6),
        work("operations", 30),
        call(4),
    )
    assert log(
        office({**COORDINATED, **within("8 working hours")}), [order("A", "08:00", *steps, pause=60)]
    ) == expected("""
        A classify coordinator desk#0 08:00 08:00 08:06 classified
        A work operations fitters#0 09:06 09:06 10:06 done
        A closing_call coordinator desk#0 10:06 10:06 10:10 reopened
        A classify coordinator desk#0 10:10 10:10 10:16 classified
        A work operations fitters#0 10:16 10:16 10:46 done
        A closing_call coordinator desk#0 10:46 10:46 10:50 closed
        A order 08:06 1/09:00 10:50 110 0 1 0
    """)


def test_who_waits_at_the_end_is_open_and_in_no_line(log: OrdersLog) -> None:
    orders = [order("A", "08:00", work("operations", 30), pause=2880)]
    assert log(office(within("8 working hours"), days=1), orders) == expected("""
        A order 08:00 2/17:00 - 0 0 0 0
    """)


# -- deadlines by hand --------------------------------------------------------------------------------------------------

SPRING = {".calendar.start": "2026-02-09", ".calendar.closed": ["china"]}
"""Day 4 is Friday, 13 February. The Saturday behind it is worked; from Sunday, day 6, to Monday, day 14, the Spring Festival is kept (notice of the
State Council of 4 November 2025)."""


@pytest.mark.parametrize(
    ("limit", "days", "due"),
    [
        # from 16:00 on Friday: an hour, and seven on Saturday
        ("8 working hours", 0, "5/16:00"),
        # the pause takes these eight; then an hour on Saturday, and seven on the 24th
        ("8 working hours", 1, "15/16:00"),
        # until Sunday: nine hours are taken, and all eight come on the 24th
        ("8 working hours", 2, "15/17:00"),
        # until the 23rd: no more than that
        ("8 working hours", 10, "15/17:00"),
        # Saturday and the 24th; a pause until Saturday, 16:00, ends before Saturday's work does
        ("2 working days", 0, "15/17:00"),
        ("2 working days", 1, "15/17:00"),
        # Saturday's end falls into it: the 24th and 25th
        ("2 working days", 2, "16/17:00"),
        ("2 working days", 10, "16/17:00"),
        # until the 24th, 16:00; and until the 25th: the day before is taken, too
        ("2 working days", 11, "16/17:00"),
        ("2 working days", 12, "17/17:00"),
        ("24 h", 1, "6/16:00"),
        # the 14th and 15th; the midnight that begins the 15th falls into a pause of two days
        ("2 days", 1, "7/00:00"),
        ("2 days", 2, "8/00:00"),
    ],
)
@pytest.mark.parametrize("for_customer", [True, False])
def test_deadlines_over_a_festival(
    log: OrdersLog, limit: str, days: int, due: str, for_customer: bool
) -> None:
    here = office({**SPRING, **within(limit)}, days=19)
    orders = [order("A", "4/16:00", work("operations", 30), pause=days * DAY, for_customer=for_customer)]
    *_, line = log(here, orders)
    assert line.split()[3] == due


# -- misuse -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_misuse_moves_in_time_and_no_time_to_close(engine: Any) -> None:
    """The orders, and all their times, are digit by digit those of an office that stops no clock; what is in time as customers count is what was in
    time there, and what the office calls in time is more."""
    honest, misused = (run(_paused(share), 3, engine=engine) for share in ("0 %", "60 %"))
    tables = [each.to_frame().set_index(["measure", "scope", "period"])["mean"] for each in (honest, misused)]
    moved = {"in_time", "clock_paused"}
    before, after = (table[~table.index.get_level_values(0).isin(moved)] for table in tables)
    assert before.equals(after)
    assert (
        misused.estimate("in_time_promised", "all", "all").mean
        == honest.estimate("in_time", "all", "all").mean
    )
    assert misused.estimate("in_time", "all", "all").mean > honest.estimate("in_time", "all", "all").mean
    # of eight in ten that do not wait six in ten are stopped: 20 % + 80 % x 60 %
    stopped = misused.estimate("clock_paused", "all", "all")
    assert stopped.low < 0.68 < stopped.high


def _paused(misused: str) -> Scenario:
    """An office whose crews are busy, with pauses of three days, and without escalations, which follow the clock."""
    pause = {"share": "20 %", "time": "3 days", "misused": misused}
    voltage = {"department": "operations", "work": "90 min", "deadline": "1 working days", "pause": pause}
    return offices.office({"offices.bureau.categories.voltage": voltage, "calendar.days": 10})
