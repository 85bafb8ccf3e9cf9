"""Needs that visits find before they become problems: who does not come, written out by hand; limits; and what both engines have to the last bit.

Day 0 is a Monday. A fitter makes two visits of an hour on it, and each of them finds a need, which is handed in at midnight.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.lanes.centre import days
from sim.log.columns import names_of
from sim.log.records import Records
from sim.rules.causes import first_of_each
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.scenarios_for_tests import small
from tests.sim.events.written_orders import office
from tests.sim.lanes.same_answer import REPLICATIONS, assert_same_log, assert_same_records
from tests.sim.lanes.test_causes import FRONTS

Simulate = Callable[[Scenario, int, range], Records]
Customer = tuple[int, str]
"""Day and minute."""


@pytest.fixture(params=[events.simulate, lanes.simulate], ids=["events", "lanes"])
def simulate(request: pytest.FixtureRequest) -> Simulate:
    """Either engine."""
    found: Simulate = request.param
    return found


def bureau(prevents: str | None, counts: str, **changes: Any) -> Scenario:
    """An office with two visits at the start, and a hall to which customers come whose matters each leave an order of the category need."""
    visit = {"department": "operations", "work": "1 h", "leaves": {"need": "100 %"}}
    if prevents is not None:
        visit["prevents"] = prevents
    data: dict[str, Any] = {
        "calendar.days": 3,
        "offices.bureau": {
            "hours": ["08:00-12:00", "13:00-17:00"],
            "open": "mon-fri",
            "pools": ["fitters"],
            "departments": {"operations": {"pools": ["fitters"]}},
            "categories": {"visit": visit, "need": {"department": "operations", "work": "10 min"}},
            "open_orders": "open.csv",
        },
        "pools.fitters": {"works_at": "office", "heads": 1},
        "services.pay.orders": {"need": "100 %"},
        "halls.north.arrivals.per_day": 0,
        "halls.north.arrivals.counts": "counts.csv",
    }
    tables = {
        "open.csv": "category,age,orders\nvisit,1 h,2\n",
        "counts.csv": "date,start,end,contacts\n" + counts,
    }
    return small(data | changes, tables)


MORNINGS = "".join(
    f"2024-01-0{day},{hour:02}:00,{hour:02}:01,1\n" for day in (1, 2, 3) for hour in (8, 9, 10)
)
"""On each of three days one customer a minute after eight, nine and ten."""


def came(found: Records) -> list[tuple[int, int]]:
    """Day and hour of each customer."""
    return [(int(time // DAY), int(time % DAY // 60)) for time in np.sort(found.arrived)]


def test_the_next_customers_do_not_come(simulate: Simulate) -> None:
    """Both needs are handed in at Tuesday's midnight: of Tuesday's three customers the first two do not come, and everybody else does."""
    found = simulate(bureau("100 %", MORNINGS), 1, range(1))
    assert came(found) == [(0, 8), (0, 9), (0, 10), (1, 10), (2, 8), (2, 9), (2, 10)]
    assert found.orders is not None
    own = found.orders.orders
    needs = own.where(own.category == 1)
    # Monday's three, the two that were found, then who comes
    assert sorted((needs.created // DAY).astype(int).tolist()) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert ((needs.sender == -1) == (needs.created == DAY)).all()


def test_needs_wait_for_customers_who_come_later(simulate: Simulate) -> None:
    """One customer on Tuesday and two on Wednesday: the second need is the first one's on Wednesday."""
    counts = "2024-01-02,09:00,09:01,1\n2024-01-03,08:00,08:01,1\n2024-01-03,11:00,11:01,1\n"
    assert came(simulate(bureau("100 %", counts), 1, range(1))) == [(2, 11)]


def test_they_are_customers_of_the_same_segment_and_region(simulate: Simulate) -> None:
    """Of four kinds of customers those of the visit's kind stay away, one for each visit, if so many come: two in each lane."""
    kinds = {
        "regions": {"city": "50 %", "country": "50 %"},
        "segments": {"large": {"share": "50 %"}, "small": {"share": "50 %"}},
    }
    counts = MORNINGS.replace(":01,1", ":01,30")
    with_it, without = (simulate(bureau(share, counts, **kinds), 1, range(10)) for share in ("100 %", "0 %"))
    assert with_it.orders is not None
    assert without.orders is not None
    one, other = with_it.orders.orders, without.orders.orders
    visits = other.where(other.category == 0)
    wanted = _kinds(visits)
    needs, more = (each.where((each.category == 1) & (each.sender >= 0)) for each in (one, other))
    np.testing.assert_array_equal(_kinds(more) - _kinds(needs), wanted)
    assert wanted.sum() == 20


def _kinds(orders: Any) -> Any:
    """How many orders there are by lane, segment and region."""
    found = np.zeros((10, 2, 2), dtype=np.int64)
    np.add.at(found, (orders.lane, orders.segment, orders.region), 1)
    return found


def test_a_share_of_needs_would_have_become_problems(simulate: Simulate) -> None:
    """Of 400 needs 60 %: 240 by the binomial law, whose five standard deviations are 49."""
    found, without = (simulate(bureau(share, MORNINGS), 1, range(200)) for share in ("60 %", "0 %"))
    assert abs(len(without) - len(found) - 240) <= 49


def test_a_share_of_none_changes_no_digit(simulate: Simulate) -> None:
    one, other = (simulate(bureau(share, MORNINGS), 1, range(5)) for share in ("0 %", None))
    for name in names_of(one):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    assert one.orders is not None
    assert other.orders is not None
    assert_same_log(one.orders, other.orders)


def test_a_need_whose_cause_is_gone_is_none(simulate: Simulate) -> None:
    """The cause of all needs is taken at the begin of February and gone from March on: visits of then leave none, and nobody else stays away for them."""
    planned = {"per_day": 3, "profile": "profile.csv"}
    changes: dict[str, Any] = {
        "calendar.start": "2024-01-29",
        "calendar.days": 36,
        "offices.bureau.categories.visit.arrivals": planned,
        "offices.bureau.causes": {"age": {"category": "need", "share": "100 %"}},
        "offices.bureau.analysis": {"takes": 1},
        "offices.bureau.categories.visit.leaves": {"need": "100 %"},
    }
    scenario = bureau("100 %", "2024-01-29,08:00,08:01,1\n", **changes)
    found = simulate(scenario, 1, range(3)).orders
    assert found is not None
    needs = found.orders.where(found.orders.category == 1)
    march = (31 + 29 - 28) * DAY
    assert needs.created.max() <= march - DAY
    assert (needs.created > march - 4 * DAY).any()


def test_first_of_each_kind() -> None:
    """By hand: two of kind 1, none of kind 0, one of kind 2."""
    found = first_of_each(np.array([1, 0, 2, 1, 1, 2]), np.array([0, 2, 1]))
    assert found.tolist() == [True, False, True, True, False, False]
    assert first_of_each(np.array([], dtype=np.int64), np.array([3])).tolist() == []


def test_several_sites_have_one_stock_of_needs() -> None:
    """A hall with appointments, two lines and an app: bit for bit, in few stretches of calls and in many. No more customers stay away than needs were found."""
    visits = {
        "department": "operations",
        "work": "20 min",
        "leaves": {"voltage": "60 %", "meter": "30 %"},
        "prevents": "80 %",
        "arrivals": {"per_day": 14, "profile": "profile.csv"},
    }
    fronts = {**FRONTS, "chasing": None, "categories": {**FRONTS["categories"], "visits": visits}}
    quick = {".pools.fitters.heads": 6, ".pools.meters.heads": 6}
    scenario, without = (
        office({**fronts, **quick, "categories.visits.prevents": share}, days=6) for share in ("80 %", "0 %")
    )
    assert_same_records(scenario)
    with patch.object(days, "CALLS", 4):
        assert_same_records(scenario)
    fewer, more = (lanes.simulate(each, 1, REPLICATIONS) for each in (scenario, without))
    assert fewer.orders is not None
    found = fewer.orders.orders
    needs = found.where((found.sender < 0) & (found.category != 2) & (found.created % DAY == 0))
    assert 0 < _first(more) - _first(fewer) <= len(needs.lane)


def _first(found: Records) -> int:
    return int((found.attempt == 1).sum())
