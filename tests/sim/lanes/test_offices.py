"""Two engines, one answer: offices behind halls and call centres; what is cut in pieces says what the whole says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.draws.chasing import ATTEMPTS
from sim.draws.dice import Dice
from sim.lanes import engine as lanes
from sim.lanes.centre import days
from sim.lanes.office.days import LaneOffice
from sim.lanes.office.lanes import OfficeLanes
from sim.lanes.office.table import OrderTables, together
from sim.log.columns import joined_logs, names_of
from sim.log.order_log import OrderLog
from sim.log.sheet import parts_of_case
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.office_strategy import offices, offices_that_change
from tests.scenarios_for_tests import small
from tests.sim.events.written_orders import office
from tests.sim.lanes.same_answer import UNSHRUNK, assert_same_log, assert_same_records, assert_same_sums

REPLICATIONS = range(2, 5)


@given(offices())
@settings(max_examples=12, phases=UNSHRUNK)
def test_made_offices(scenario: Scenario) -> None:
    with patch.object(days, "CALLS", 16):
        assert_same_records(scenario)


@pytest.mark.slow
@given(offices())
@settings(max_examples=1000, phases=UNSHRUNK)
def test_many_made_offices(scenario: Scenario) -> None:
    assert_same_records(scenario)
    assert_same_sums(scenario)


@given(offices(), st.sampled_from([1, 1_000_000]))
@settings(max_examples=6, phases=UNSHRUNK)
def test_sheets_of_offices_say_what_the_records_say(scenario: Scenario, calls: int) -> None:
    """Orders come on the sheet of the day on which they are closed, or on the last one; of few calls a sheet, in several of some lanes."""
    with patch.object(lanes, "CALLS_OF_A_SHEET", calls):
        sheets = list(lanes.sheets([scenario], 1, REPLICATIONS))
    found = _in_order(joined_logs([sheet.orders for sheet in sheets]))
    expected = lanes.simulate(scenario, 1, REPLICATIONS).orders
    assert expected is not None
    expected = _in_order(expected.of_lanes(REPLICATIONS.start))
    assert_same_log(_without_cases(found), _without_cases(expected))


def _in_order(log: OrderLog) -> OrderLog:
    orders, steps, work = log
    return OrderLog(
        orders.where(np.lexsort((orders.number, orders.office, orders.lane))),
        steps.where(np.lexsort((steps.step, steps.number, steps.office, steps.lane))),
        work.where(np.lexsort((work.ended, work.started, work.server, work.pool, work.lane))),
    )


def _without_cases(log: OrderLog) -> OrderLog:
    """Cases have other numbers on sheets than in records."""
    return log._replace(orders=replace(log.orders, case=np.zeros_like(log.orders.case)))


@given(offices(), st.sampled_from([60.0, 500.0, 4000.0]))
@settings(max_examples=6, phases=UNSHRUNK)
def test_an_office_that_is_stopped_and_goes_on_says_what_it_says_in_one_go(
    scenario: Scenario, stretch: float
) -> None:
    """All orders of the horizon, in one run and in runs of some minutes each; the replications are lanes side by side."""
    for there, orders in _orders_of(scenario):
        end = there.opening.end_day * DAY
        whole, in_parts = (OfficeLanes(there.rules, there.duty, there.heads) for _ in range(2))
        expected = together((whole.run(orders, end), whole.open))
        closed = []
        edges = np.append(np.arange(there.opening.first_day * DAY, end, stretch), end)
        for low, high in itertools.pairwise(edges):
            created = np.maximum(orders.orders["created"], edges[0])
            closed.append(
                in_parts.run(orders.where(np.flatnonzero((created >= low) & (created < high))), high)
            )
        found = together((*closed, in_parts.open))
        for one, other, fields in zip(found, expected, (OF_ORDERS, OF_STEPS), strict=True):
            for name in fields:
                np.testing.assert_array_equal(one[name], other[name], err_msg=name)


OF_ORDERS = (
    "lane",
    "number",
    "accepted",
    "due",
    "closed",
    "step",
    "priority",
    "level",
    "desk",
    "waits",
    "ready",
)
OF_STEPS = ("desk", "pool", "head", "joined", "started", "ended")


def _orders_of(scenario: Scenario) -> Iterator[tuple[LaneOffice, OrderTables]]:
    """The offices of a scenario before anything has happened, each with all orders that come to it."""
    sites, kept = lanes.Sites.of([scenario], 1, REPLICATIONS), []
    for there in sites.offices:
        parts: list[OrderTables] = []
        kept.append(parts)
        new = there.new.until

        def until(day, limit, new=new, parts=parts):
            parts.append(new(day, limit))
            return parts[-1]

        there.new.until = until
    list(sites.days(lanes.days_of(scenario)))
    for there, parts in zip(sites.offices, kept, strict=True):
        yield LaneOffice([scenario], there.name, Dice(1), REPLICATIONS), together(parts)


@given(offices_that_change())
@settings(max_examples=8, phases=UNSHRUNK)
def test_made_offices_that_change(scenario: Scenario) -> None:
    """Rules by date, region and segment, and heads by date: record by record."""
    assert_same_records(scenario)


@given(offices())
@settings(max_examples=4, phases=UNSHRUNK)
def test_replications_do_not_depend_on_their_batch(scenario: Scenario) -> None:
    whole, part = (lanes.simulate(scenario, 1, which).orders for which in (range(2, 5), range(3, 4)))
    assert whole is not None
    assert part is not None
    assert_same_log(whole.within(range(3, 4)), part)


def test_candidates_side_by_side_are_those_of_each() -> None:
    """Staffings of an office on the same contacts; one has no heads in a pool, one more than the others."""
    one = office(
        {
            ".calendar.warm_up": 1,
            ".services.pay.orders": {"voltage": "60 %"},
            ".pools.fitters.absence": "20 %",
        }
    )
    candidates = [one, one.replace({"pools.fitters.heads": 3}), one.replace({"pools.meters.heads": 0})]
    side_by_side = list(lanes.sheets(candidates, 1, REPLICATIONS))
    for number, scenario in enumerate(candidates):
        alone = list(lanes.sheets([scenario], 1, REPLICATIONS))
        for both, own in zip(side_by_side, alone, strict=True):
            assert both.orders is not None
            assert own.orders is not None
            first = number * len(REPLICATIONS)
            some = both.orders.within(range(first, first + len(REPLICATIONS))).of_lanes(first)
            assert_same_log(some, own.orders)
        assert sum(len(own.orders.orders.lane) for own in alone if own.orders) > 50


def test_cases_of_orders_are_those_of_their_contacts() -> None:
    """On sheets: site, day and number of the case in the hall; who left an order was served until it was created."""
    scenario = office({".services.pay.orders": {"voltage": "60 %"}}, days=2)
    sheets = list(lanes.sheets([scenario], 1, REPLICATIONS))
    ended = {
        (int(lane), int(case)): end
        for sheet in sheets
        for lane, case, end in zip(
            sheet.contacts.lane, sheet.contacts.case, sheet.contacts.ended, strict=True
        )
    }
    orders = joined_logs([sheet.orders for sheet in sheets]).orders
    assert len(orders.lane) > 20
    for lane, case, created in zip(orders.lane, orders.case, orders.created, strict=True):
        assert ended[int(lane), int(case)] == created
    site, day, door, _ = parts_of_case(orders.case)
    assert (site == 0).all()
    assert (door == 0).all()
    assert (day == orders.created // DAY).all()


CHASED: dict[str, Any] = {
    ".calendar.warm_up": 1,
    ".services.pay": {
        "share": "100 %",
        "handle_time": "4 min",
        "papers_missing": "20 %",
        "orders": {"voltage": "60 %"},
    },
    ".services.ask": {"share": "0 %", "handle_time": "2 min", "orders": {"voltage": "20 %"}},
    ".come_back": {"papers_missing": "80 %", "reneged": "50 %"},
    ".halls.north.patience": "3 min",
    "categories": {"voltage": {"department": "operations", "work": "3 h", "deadline": "1 working days"}},
    "chasing": {
        "service": "ask",
        "a_day": "20 %",
        "a_day_older": "10 %",
        "overdue": "10 %",
        "informed": "50 %",
    },
    ".centres.hub": {
        "lines": {name: {"arrivals": {"per_day": 60, "profile": "profile.csv"}} for name in ("one", "two")},
        "pools": ["agents"],
        "patience": {"time": {"exponential": {"mean": "4 min"}}},
        "redial": {"reneged": "60 %", "unsolved": "50 %", "most_calls": 3},
        "moves": [{"after": ["reneged"], "hall": "north", "share": "50 %"}],
    },
    ".pools.agents": {
        "works_at": "phone",
        "heads": 2,
        "phone": {"speaks": ["one", "two"], "quality": "80 %"},
    },
}
"""Orders pile up, and customers ask about them in the hall and on the line on which they were left; some call again, or go on to the hall."""


def test_customers_who_chase_orders_are_the_same_on_both_engines() -> None:
    """In few stretches of calls and in many; those who chase stand in the log as later contacts of the order's case."""
    scenario = office(CHASED, days=4)
    assert_same_records(scenario)
    with patch.object(days, "CALLS", 16):
        assert_same_records(scenario)
    records = lanes.simulate(scenario, 1, REPLICATIONS)
    for site in (0, 1):
        asked = np.flatnonzero((records.attempt >= ATTEMPTS) & (records.hall == site))
        assert len(asked) > 30
        keys = set(zip(records.replication.tolist(), records.case.tolist(), strict=True))
        assert records.orders is not None
        left = zip(records.orders.orders.lane.tolist(), records.orders.orders.case.tolist(), strict=True)
        assert {(int(records.replication[row]), int(records.case[row])) for row in asked} <= keys & set(left)


def test_candidates_with_chasing_are_those_of_each() -> None:
    """Of other staff other orders are open, and other customers ask: each candidate has its own on lines and in the hall."""
    one = office(CHASED, days=3)
    candidates = [one, one.replace({"pools.fitters.heads": 4}), one.replace({"pools.agents.heads": 5})]
    side_by_side = list(lanes.sheets(candidates, 1, REPLICATIONS))
    counts = []
    for number, scenario in enumerate(candidates):
        alone = list(lanes.sheets([scenario], 1, REPLICATIONS))
        for both, own in zip(side_by_side, alone, strict=True):
            some = both.contacts.where(both.contacts.lane // len(REPLICATIONS) == number)
            for name in ("arrived", "ended", "case", "first", "outcome", "service"):
                np.testing.assert_array_equal(
                    np.sort(getattr(some, name)), np.sort(getattr(own.contacts, name))
                )
        counts.append(sum(int((own.contacts.service == 1).sum()) for own in alone))
    assert len(set(counts)) == len(counts)


def test_chances_of_zero_change_no_contact() -> None:
    """Digit by digit: with chances of zero, contacts and orders are those of the same office without chasing."""
    never = {"service": "ask", "a_day": "0 %", "informed": "50 %"}
    with_it, without = (
        lanes.simulate(office({**CHASED, "chasing": chasing}, days=3), 1, REPLICATIONS)
        for chasing in (never, None)
    )
    for name in names_of(with_it):
        np.testing.assert_array_equal(getattr(with_it, name), getattr(without, name), err_msg=name)
    assert with_it.orders is not None
    assert without.orders is not None
    assert_same_log(with_it.orders, without.orders)


OPEN = """category,age,department,orders
voltage,3 days,operations,10
meter,1 days,,5
voltage,10 days,metering,4
meter,2 h,operations,7
voltage,5 h,,8
"""


@pytest.mark.parametrize("hours", [["08:00-12:00", "13:00-17:00"], ["00:00-24:00"]], ids=["by day", "always"])
def test_orders_that_are_open_at_the_start_are_the_same_on_both_engines(hours: list[str]) -> None:
    """New ones, ones that stand at the right department, and at wrong ones; levels that are past at the start, before one order and the next."""
    changes = {
        "calendar.days": 4,
        "services.pay.orders": {"voltage": "40 %", "meter": "20 %"},
        "offices.bureau": {
            "hours": hours,
            "open": "mon-sun",
            "pools": ["fitters", "meters", "desk", "officers"],
            "departments": {"operations": {"pools": ["fitters"]}, "metering": {"pools": ["meters"]}},
            "categories": {
                "voltage": {"department": "operations", "work": "1 h", "deadline": "2 working days"},
                "meter": {
                    "stages": [
                        {"department": "metering", "work": "30 min", "waits": "1 days"},
                        {"department": "operations", "work": "0 min"},
                    ],
                    "deadline": "3 days",
                    "clock": "acceptance",
                },
            },
            "coordinator": {"pool": "desk", "classify": "3 min", "right": "70 %"},
            "escalations": [{"at": "20 %", "priority": 1}, {"at": "50 %", "pool": "officers"}],
            "open_orders": "open.csv",
        },
        **{
            f"pools.{name}": {"works_at": "office", "heads": 1}
            for name in ("fitters", "meters", "desk", "officers")
        },
    }
    scenario = small(changes, {"open.csv": OPEN})
    assert_same_records(scenario)
    orders = lanes.simulate(scenario, 1, REPLICATIONS).orders
    assert orders is not None
    old = orders.orders.where(orders.orders.created < 0)
    assert len(old.lane) == 34 * len(REPLICATIONS)
    assert (old.number < 34).all()
    assert (old.level[old.created == -3 * DAY] == 2).all()
