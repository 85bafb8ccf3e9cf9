"""Two engines, one answer, where causes are done away with: fronts of all kinds, planned orders, several candidates; and limits that are exact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.lanes.centre import days
from sim.log.columns import names_of
from sim.log.records import Records
from sim.network import cause_months
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.office_strategy import offices
from tests.sim.events.written_orders import office
from tests.sim.lanes.same_answer import (
    REPLICATIONS,
    UNSHRUNK,
    assert_same_log,
    assert_same_records,
    assert_same_sums,
)


@pytest.fixture
def days_are_months() -> Iterator[None]:
    """Each day is a month of its own, so that much is taken in few days."""
    with patch.object(cause_months, "month_of", dt.date.toordinal):
        yield


FRONTS: dict[str, Any] = {
    ".services.pay": {
        "share": "100 %",
        "handle_time": "4 min",
        "papers_missing": "20 %",
        "orders": {"voltage": "60 %", "meter": "30 %"},
    },
    ".services.ask": {"share": "0 %", "handle_time": "2 min", "orders": {"voltage": "20 %"}},
    ".come_back": {"papers_missing": "80 %", "reneged": "50 %"},
    ".halls.north.patience": "3 min",
    ".halls.north.appointments": {
        "share": "30 %",
        "slots": [{"hours": "09:00-11:30", "every": "30 min", "places": 1}],
        "no_show": "30 %",
    },
    "categories": {
        "voltage": {
            "department": "operations",
            "work": "1 h",
            "deadline": "1 working days",
            "arrivals": {"per_day": 2, "profile": "profile.csv"},
        },
        "meter": {"department": "metering", "work": {"exponential": {"mean": "1 h"}}},
    },
    "causes": {
        "wires": {"category": "voltage", "share": "50 %"},
        "load": {"category": "voltage", "share": "30 %"},
        "age": {"category": "meter", "share": "70 %"},
    },
    "chasing": {"service": "ask", "a_day": "20 %", "overdue": "10 %"},
    ".centres.hub": {
        "lines": {name: {"arrivals": {"per_day": 8, "profile": "profile.csv"}} for name in ("one", "two")},
        "pools": ["agents"],
        "patience": {"time": {"exponential": {"mean": "4 min"}}},
        "redial": {"reneged": "60 %", "unsolved": "50 %", "most_calls": 3},
        "moves": [{"after": ["reneged"], "hall": "north", "share": "50 %"}],
        "app": {
            "arrivals": {"per_day": 5, "profile": "profile.csv"},
            "contained": "30 %",
            "then": {"one": "80 %"},
        },
    },
    ".pools.agents": {
        "works_at": "phone",
        "heads": 1,
        "phone": {"speaks": ["one", "two"], "quality": "80 %"},
    },
}
RECURRING = {
    name: {**each, "recurs": "60 %", "after": {"exponential": {"mean": "1 days"}}}
    for name, each in FRONTS["causes"].items()
}
QUICK = {".pools.fitters.heads": 6, ".pools.meters.heads": 6, ".pools.clerks.heads": 3}
"""Orders are closed soon, so that many problems come back in few days."""

ANALYSIS = {"takes": 1, "months_back": 2, "success": "80 %", "removes": "70 %"}
TYPICAL = {"causes": 1, "work": "60 %"}


def with_fronts(days: int, **rules: Any) -> Scenario:
    """A hall with appointments, two lines and an app, all of which leave orders, and planned ones."""
    return office({**FRONTS, **rules}, days=days)


@pytest.mark.usefixtures("days_are_months")
def test_contacts_that_no_longer_come_are_the_same_on_both_engines() -> None:
    """In few stretches of calls and in many."""
    scenario = with_fronts(5, analysis=ANALYSIS, typical_problems=TYPICAL)
    assert_same_records(scenario)
    with patch.object(days, "CALLS", 4):
        assert_same_records(scenario)
    fewer, more = (lanes.simulate(each, 1, REPLICATIONS) for each in (scenario, with_fronts(5)))
    assert len(fewer) < len(more)
    assert_same_sums(scenario)


@pytest.mark.parametrize("rules", [{}, {"analysis": ANALYSIS}, {"chasing": None}])
@pytest.mark.usefixtures("days_are_months")
def test_problems_that_come_back_are_the_same_on_both_engines(rules: dict[str, Any]) -> None:
    scenario = with_fronts(6, **{"causes": RECURRING, **QUICK, **rules})
    assert_same_records(scenario)
    found = lanes.simulate(scenario, 1, REPLICATIONS).orders
    assert found is not None
    assert found.orders.repeats.sum() > 30
    assert_same_sums(scenario)


@given(offices())
@settings(max_examples=6, phases=UNSHRUNK)
def test_made_offices_whose_days_are_months(scenario: Scenario) -> None:
    with patch.object(cause_months, "month_of", dt.date.toordinal):
        assert_same_records(scenario)


@pytest.mark.slow
@given(offices())
@settings(max_examples=300, phases=UNSHRUNK)
def test_many_made_offices_whose_days_are_months(scenario: Scenario) -> None:
    with patch.object(cause_months, "month_of", dt.date.toordinal):
        assert_same_records(scenario)
        assert_same_sums(scenario)


@pytest.mark.usefixtures("days_are_months")
def test_candidates_have_what_each_has_alone() -> None:
    """Of other staff orders come at other times, so that other causes may be taken and other customers come."""
    one = with_fronts(5, analysis=ANALYSIS, typical_problems=TYPICAL)
    candidates = [one, one.replace({"pools.clerks.heads": 3}), one.replace({"pools.agents.heads": 4})]
    side_by_side = list(lanes.sheets(candidates, 1, REPLICATIONS))
    for number, scenario in enumerate(candidates):
        for both, own in zip(side_by_side, lanes.sheets([scenario], 1, REPLICATIONS), strict=True):
            some = both.contacts.where(both.contacts.lane // len(REPLICATIONS) == number)
            for name in ("arrived", "ended", "case", "first", "outcome", "service"):
                np.testing.assert_array_equal(
                    np.sort(getattr(some, name)), np.sort(getattr(own.contacts, name))
                )
            assert both.no_shows is not None
            assert own.no_shows is not None
            missed = both.no_shows.where(both.no_shows.lane // len(REPLICATIONS) == number)
            np.testing.assert_array_equal(missed.arrived, own.no_shows.arrived)


# -- limits that are exact ----------------------------------------------------------------------------------------------


def assert_same(one: Records, other: Records) -> None:
    for name in names_of(one):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


@pytest.mark.usefixtures("days_are_months")
@pytest.mark.parametrize(
    "rules", [{"analysis": {**ANALYSIS, "success": "0 %"}}, {"analysis": {**ANALYSIS, "removes": "0 %"}},
              {"typical_problems": {"causes": 1, "work": "100 %"}}]
)  # fmt: skip
def test_what_changes_nothing_changes_no_digit(rules: dict[str, Any]) -> None:
    """No cause is found out, or nothing of it goes away, or no work is saved: as without the rule."""
    one, other = (lanes.simulate(with_fronts(4, **each), 1, REPLICATIONS) for each in (rules, {}))
    assert_same(one, other)
    assert one.orders is not None
    assert other.orders is not None
    assert_same_log(one.orders, other.orders)


def test_causes_alone_change_no_digit() -> None:
    """All but which orders have one."""
    one, other = (
        lanes.simulate(office({**FRONTS, "causes": causes}, days=3), 1, REPLICATIONS)
        for causes in (FRONTS["causes"], {})
    )
    assert_same(one, other)
    assert one.orders is not None
    assert other.orders is not None
    assert (one.orders.orders.cause >= 0).any()
    assert (other.orders.orders.cause == -1).all()
    for table, without in zip(one.orders, other.orders, strict=True):
        for name in set(names_of(table)) - {"cause"}:
            np.testing.assert_array_equal(getattr(table, name), getattr(without, name), err_msg=name)


@pytest.mark.usefixtures("days_are_months")
def test_a_cause_that_is_gone_whole_has_no_order_any_more() -> None:
    """Both categories have one cause each. One day after the other is taken, all of it, so that from the fourth day on no order comes, whoever
    would leave it; and until then, and of who leaves none, everybody comes as without the analysis."""
    causes = {
        "wires": {"category": "voltage", "share": "100 %"},
        "age": {"category": "meter", "share": "100 %"},
    }
    analysis = {"takes": 1, "months_back": 9}
    with_it = events.simulate(with_fronts(5, causes=causes, analysis=analysis), 1, REPLICATIONS)
    without = events.simulate(with_fronts(5, causes=causes), 1, REPLICATIONS)
    assert with_it.orders is not None
    assert without.orders is not None
    assert with_it.orders.orders.created.max() < 3 * DAY
    assert without.orders.orders.created.max() > 4 * DAY
    # the first is taken at the begin of the second day
    first_days = with_it.arrived < 2 * DAY
    assert_same(with_it.where(first_days), without.where(without.arrived < 2 * DAY))
    came = (set(zip(each.replication.tolist(), each.arrived.tolist(), strict=True)) for each in
            (rows.where((rows.attempt == 1) & (rows.arrived >= 3 * DAY)) for rows in (with_it, without)))  # fmt: skip
    fewer, more = came
    assert fewer < more
