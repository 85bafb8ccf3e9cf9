"""Offices that begin with open orders: exact logs, written out by hand from the rules, of whole runs without dice.

Day 0 is a Monday; a fitter and one of the meters' staff work 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday. All works take an hour.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.records import Records
from sim.scenario import Scenario
from tests.scenarios_for_tests import small
from tests.sim.events.test_offices import ORDINARY
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import WrittenOrder, lines_of

Simulate = Callable[[Scenario, int, range], Records]


@pytest.fixture(params=[events.simulate, lanes.simulate], ids=["events", "lanes"])
def simulate(request: pytest.FixtureRequest) -> Simulate:
    """Either engine."""
    found: Simulate = request.param
    return found


def bureau(rows: str, days: int = 3, **changes: Any) -> Scenario:
    """An office to which nobody sends orders, with a table of open ones."""
    office = {
        "hours": ["08:00-12:00", "13:00-17:00"],
        "open": "mon-fri",
        "pools": ["fitters", "meters"],
        "departments": {"operations": {"pools": ["fitters"]}, "metering": {"pools": ["meters"]}},
        "categories": {"voltage": ORDINARY},
        "open_orders": "open.csv",
        **changes,
    }
    staff = {f"pools.{name}": {"works_at": "office", "heads": 1} for name in office["pools"]}
    data = {
        "calendar.days": days,
        "offices.bureau": office,
        "services.pay.orders": {"voltage": "0 %"},
        **staff,
    }
    return small(data, {"open.csv": rows})


def log(simulate: Simulate, scenario: Scenario, *names: str) -> list[str]:
    """What happens to the open orders, which have names in the order of their rows."""
    found = simulate(scenario, 1, range(1)).orders
    assert found is not None
    assert (found.orders.created < 0).all()
    return lines_of(found, scenario, "bureau", [WrittenOrder(name, "00:00", ()) for name in names])


def test_they_stand_in_line_in_the_order_of_their_rows(simulate: Simulate) -> None:
    """Whatever their age; the deadline of two working days runs since they came: of A since Friday, of C and D since the Wednesday before."""
    rows = "category,age,orders\nvoltage,3 days,1\nvoltage,1 h,1\nvoltage,5 days,2\n"
    timed = {"voltage": {**ORDINARY, "deadline": "2 working days"}}
    assert log(simulate, bureau(rows, categories=timed), *"ABCD") == expected("""
        A work operations fitters#0 00:00 08:00 09:00 closed
        B work operations fitters#0 00:00 09:00 10:00 closed
        C work operations fitters#0 00:00 10:00 11:00 closed
        D work operations fitters#0 00:00 11:00 12:00 closed
        A order 00:00 1/17:00 09:00 60 0 0 0
        B order 00:00 1/17:00 10:00 60 0 0 0
        C order 00:00 -3/17:00 11:00 60 0 0 0
        D order 00:00 -3/17:00 12:00 60 0 0 0
    """)


def test_one_stands_where_the_table_says(simulate: Simulate) -> None:
    """A at the wrong department, which passes it on; B at the second of its stages; C is new, and goes to the coordinator."""
    rows = "category,age,department\nvoltage,1 h,metering\nmeter,1 h,operations\nvoltage,1 h,\n"
    stages = [{"department": "metering", "work": "1 h"}, {"department": "operations", "work": "1 h"}]
    changes: dict[str, Any] = {
        "pools": ["fitters", "meters", "desk"],
        "categories": {"voltage": ORDINARY, "meter": {"stages": stages}},
        "routing": {"look": "10 min"},
        "coordinator": {"pool": "desk", "classify": "6 min"},
    }
    assert log(simulate, bureau(rows, **changes), *"ABC") == expected("""
        A look metering meters#0 00:00 08:00 08:10 passed_on
        A work operations fitters#0 08:10 10:00 11:00 closed
        B work operations fitters#0 00:00 08:00 09:00 closed
        C classify coordinator desk#0 00:00 08:00 08:06 classified
        C work operations fitters#0 08:06 09:00 10:00 closed
        A order 08:10 - 11:00 70 1 0 0
        B order 00:00 - 09:00 60 0 0 0
        C order 08:06 - 10:00 66 0 0 0
    """)


def test_levels_that_are_past_are_reached_at_once(simulate: Simulate) -> None:
    """Of twenty hours half are over for A and B, which an officer takes over at midnight, and all for B, which goes first. C reaches the first
    level at 04:00; A the second at 09:00, in hand."""
    rows = "category,age\nvoltage,11 h\nvoltage,21 h\nvoltage,6 h\n"
    changes: dict[str, Any] = {
        "pools": ["fitters", "meters", "officers"],
        "categories": {"voltage": {**ORDINARY, "deadline": "20 h"}},
        "escalations": [{"at": "50 %", "pool": "officers"}, {"at": "100 %", "priority": 1}],
    }
    assert log(simulate, bureau(rows, days=1, **changes), *"ABC") == expected("""
        A work officers officers#0 00:00 09:00 10:00 closed
        B work officers officers#0 00:00 08:00 09:00 closed
        C work officers officers#0 04:00 10:00 11:00 closed
        A order 00:00 09:00 10:00 60 0 0 2
        B order 00:00 -1/23:00 09:00 60 0 0 2
        C order 00:00 14:00 11:00 60 0 0 1
    """)


def test_a_clock_that_begins_at_acceptance_begins_with_the_horizon(simulate: Simulate) -> None:
    rows = "category,age\nvoltage,9 days\n"
    timed = {"voltage": {**ORDINARY, "deadline": "10 h", "clock": "acceptance"}}
    assert log(simulate, bureau(rows, categories=timed), "A") == expected("""
        A work operations fitters#0 00:00 08:00 09:00 closed
        A order 00:00 10:00 09:00 60 0 0 0
    """)
