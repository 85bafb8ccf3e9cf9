"""Problems that come back after their orders are closed: what must be so exactly, by either engine, and their number against shares and lag law."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from sim.draws.chasing import ATTEMPTS
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.orders import Orders
from sim.log.records import NO_CONTACT, Outcome, Records
from sim.network import cause_months
from sim.network.causes import NEVER
from sim.network.office_plan import offices_of
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.sim.events.written_orders import office
from tests.sim.network.offices import office as office_of_numbers

DAYS = 12
Simulate = Callable[[Scenario, int, range], Records]
Back = tuple[int, int, int]
"""Replication, case, and day of a contact whose problem is back."""


@pytest.fixture(params=[events.simulate, lanes.simulate], ids=["events", "lanes"])
def simulate(request: pytest.FixtureRequest) -> Simulate:
    """Either engine."""
    found: Simulate = request.param
    return found


def recurring(recurs: str, after: Any, **changes: Any) -> Scenario:
    """Everybody in a hall, which is closed on weekends, leaves an order of one cause, and many fitters work on these day and night."""
    return office(
        {
            ".services.pay.orders": {"voltage": "100 %"},
            ".halls.north.open": "mon-fri",
            "hours": ["00:00-24:00"],
            "open": "mon-sun",
            "causes": {"wires": {"category": "voltage", "share": "100 %", "recurs": recurs, "after": after}},
            ".pools.fitters.heads": 50,
            ".pools.clerks.heads": 5,
            **changes,
        },
        days=DAYS,
    )


def orders_of(records: Records) -> Orders:
    assert records.orders is not None
    return records.orders.orders


def back_in(records: Records) -> Counter[Back]:
    """Who came since a problem was back."""
    own = records.where((records.attempt > ATTEMPTS) & ~np.isin(records.stage, NO_CONTACT))
    days = (own.arrived // DAY).astype(np.int64)
    return Counter(zip(own.replication.tolist(), own.case.tolist(), days.tolist(), strict=True))


def first_open_day(day: int) -> int:
    """Day 0 is a Monday."""
    return day + (7 - day % 7 if day % 7 > 4 else 0)


def test_every_problem_is_back_two_days_after_its_order_was_closed(simulate: Simulate) -> None:
    """Or on the Monday after, again and again; each order then is one more of the case, of the same category and cause, and says that it repeats."""
    records = simulate(recurring("100 %", "2 days"), 1, range(2))
    orders = orders_of(records)
    days = [first_open_day(int(each // DAY) + 2) if np.isfinite(each) else DAYS for each in orders.closed]
    expected = Counter(
        (lane, case, day)
        for lane, case, day in zip(orders.lane.tolist(), orders.case.tolist(), days, strict=True)
        if day < DAYS
    )
    assert back_in(records) == expected
    assert expected.total() > 200
    assert (orders.cause == 0).all()
    left = records.where((records.attempt > ATTEMPTS) & (records.outcome == Outcome.RESOLVED))
    assert orders.repeats.sum() == len(left)
    first = ~orders.repeats
    assert len(set(zip(orders.lane[first].tolist(), orders.case[first].tolist(), strict=True))) == first.sum()


def test_a_problem_is_not_back_on_the_day_on_which_its_order_is_closed(simulate: Simulate) -> None:
    records = simulate(recurring("100 %", "1 min"), 1, range(1))
    orders = orders_of(records)
    days = [first_open_day(int(each // DAY) + 1) for each in orders.closed[np.isfinite(orders.closed)]]
    assert back_in(records).total() == sum(day < DAYS for day in days)


def test_problems_of_a_cause_that_is_gone_are_back_no_longer(simulate: Simulate) -> None:
    """Each day is a month: the cause is taken on the second day, and gone from the third on; who would come on the third or later does not."""
    scenario = recurring("100 %", "1 days", analysis={"takes": 1})
    with patch.object(cause_months, "month_of", dt.date.toordinal):
        records = simulate(scenario, 1, range(2))
    back = back_in(records)
    assert {day for *_, day in back} == {1}
    assert back == Counter(
        {key: count for key, count in back_in(simulate(recurring("100 %", "1 days"), 1, range(2))).items() if key[2] < 2}
    )  # fmt: skip


def test_a_share_of_zero_changes_no_digit(simulate: Simulate) -> None:
    one, other = (simulate(recurring("0 %", after), 1, range(2)) for after in ("2 days", None))
    assert not back_in(one)
    np.testing.assert_array_equal(one.ended, other.ended)
    np.testing.assert_array_equal(orders_of(one).closed, orders_of(other).closed)


def test_the_number_of_repeats_is_the_sum_of_their_chances() -> None:
    """Of an order closed at c, 40 % are back, and before the horizon's end T with the chance 1 - exp(-(T - c)/3 d). Given when orders are closed
    each is drawn by itself, so that the difference over its standard deviation is normal (99.9 %: 3.29). A hall that never closes, so that nobody waits
    for a day; what would be back on the day of closing comes on the next one, so that orders closed on the last day never do."""
    open_daily = {".halls.north.open": "mon-sun"}
    records = lanes.simulate(
        recurring("40 %", {"exponential": {"mean": "3 days"}}, **open_daily), 1, range(20)
    )
    closed = orders_of(records).closed
    closed = closed[closed < (DAYS - 1) * DAY]
    chance = 0.4 * -np.expm1(-(DAYS * DAY - closed) / (3 * DAY))
    came = back_in(records).total()
    assert came > 500
    assert abs(came - chance.sum()) <= 3.29 * np.sqrt((chance * (1 - chance)).sum())


def test_on_which_day_a_problem_is_back_by_hand() -> None:
    """Closed at 12:00 of day 3; after 2 days, on day 5; without any time, on day 4, and closed at a midnight, on the next day."""
    causes = {
        "two days": {"category": "voltage", "share": "10 %", "recurs": "100 %", "after": "2 days"},
        "at once": {"category": "voltage", "share": "10 %", "recurs": "100 %", "after": "0 min"},
        "never": {"category": "voltage", "share": "10 %"},
        "half": {"category": "voltage", "share": "10 %", "recurs": "50 %", "after": "2 days"},
    }
    (plan,) = offices_of(office_of_numbers({"offices.bureau.causes": causes}))
    noon, midnight = 3.5 * DAY, 4.0 * DAY

    def back(cause: list[int], closed: list[float]) -> list[int]:
        seed = np.full(len(cause), 0.25)
        return plan.causes.back_from(np.array(cause), seed, np.array(closed)).tolist()

    assert back([0, 1, 1, 2, -1], [noon, noon, midnight, noon, noon]) == [5, 4, 5, NEVER, NEVER]
    seeds = np.arange(1000) / 1000
    found = plan.causes.back_from(np.full(1000, 3), seeds, np.full(1000, noon))
    below = SeededDice(seeds).uniforms(OrderStream.RECURS, 0) < 0.5
    np.testing.assert_array_equal(found, np.where(below, 5, NEVER))
