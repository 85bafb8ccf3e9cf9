"""Orders that orders leave: exact logs, written out by hand from the rules, of whole runs in which chance decides nothing; and what holds of them all.

Day 0 is a Monday; a fitter and one of the meters' staff work 08:00 to 12:00 and 13:00 to 17:00 from Monday to Friday. All works take an hour.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.orders import Orders
from sim.log.records import Records
from sim.scenario import Scenario
from tests.scenarios_for_tests import small
from tests.sim.events.written_log import expected
from tests.sim.events.written_orders import WrittenOrder, lines_of

Simulate = Callable[[Scenario, int, range], Records]


@pytest.fixture(params=[events.simulate, lanes.simulate], ids=["events", "lanes"])
def simulate(request: pytest.FixtureRequest) -> Simulate:
    """Either engine."""
    found: Simulate = request.param
    return found


def bureau(categories: dict[str, Any], **more: Any) -> Scenario:
    """An office that begins with some open orders."""
    pools = {f"pools.{name}": {"works_at": "office", "heads": 1} for name in ("fitters", "meters")}
    office = {
        "hours": ["08:00-12:00", "13:00-17:00"],
        "open": "mon-fri",
        "pools": ["fitters", "meters"],
        "departments": {"operations": {"pools": ["fitters"]}, "metering": {"pools": ["meters"]}},
        "categories": categories,
        "open_orders": "open.csv",
    }
    rows = "category,age\nvisit,1 h\nvisit,1 h\n"
    data = {"calendar.days": 7, "offices.bureau": office, "services.pay.orders": {"visit": "0 %"}}
    return small({**data, **pools, **more}, {"open.csv": rows})


def visits(leaves: str) -> dict[str, Any]:
    """Visits that leave a need; it leaves a meter to be changed, always."""
    return {
        "visit": {"department": "operations", "work": "1 h", "leaves": {"need": leaves}},
        "need": {
            "department": "metering",
            "work": "1 h",
            "leaves": {"meter": "100 %"},
            "deadline": "4 working hours",
        },
        "meter": {"department": "operations", "work": "1 h"},
    }


def test_what_a_day_has_brought_comes_at_midnight(simulate: Simulate) -> None:
    """Both visits are closed on Monday and leave their needs at its end, in the order of their numbers; the needs theirs on Tuesday. A need is due
    after four working hours from Tuesday's midnight on."""
    found = simulate(bureau(visits("100 %")), 1, range(1)).orders
    assert found is not None
    names = [WrittenOrder(name, "00:00", ()) for name in ("V", "W", "N", "O", "M", "L")]
    scenario = bureau(visits("100 %"))
    assert lines_of(found, scenario, "bureau", names) == expected("""
        V work operations fitters#0 00:00 08:00 09:00 closed
        W work operations fitters#0 00:00 09:00 10:00 closed
        N work metering meters#0 1/00:00 1/08:00 1/09:00 closed
        O work metering meters#0 1/00:00 1/09:00 1/10:00 closed
        M work operations fitters#0 2/00:00 2/08:00 2/09:00 closed
        L work operations fitters#0 2/00:00 2/09:00 2/10:00 closed
        V order 00:00 - 09:00 60 0 0 0
        W order 00:00 - 10:00 60 0 0 0
        N order 1/00:00 1/12:00 1/09:00 60 0 0 0
        O order 1/00:00 1/12:00 1/10:00 60 0 0 0
        M order 2/00:00 - 2/09:00 60 0 0 0
        L order 2/00:00 - 2/10:00 60 0 0 0
    """)
    assert found.orders.created.tolist() == [-60, -60, 1440, 1440, 2880, 2880]


def test_an_order_that_is_closed_behind_a_day_off_leaves_its_own_at_that_midnight(simulate: Simulate) -> None:
    """The visit lies for four days and a quarter after its hour: it is closed on Friday at 15:00, and its need waits over the weekend."""
    categories = visits("100 %")
    lies = {"department": "operations", "work": "1 h", "waits": "102 h"}
    categories["visit"] = {"stages": [lies], "leaves": {"need": "100 %"}}
    scenario = bureau(categories, **{"calendar.days": 10})
    found = simulate(scenario, 1, range(1)).orders
    assert found is not None
    assert found.orders.created.tolist() == [-60, -60, 5 * 1440, 5 * 1440, 8 * 1440, 8 * 1440]
    assert found.steps.started[found.steps.number == 2].tolist() == [7 * 1440 + 480]


def test_it_is_of_the_same_customer_segment_and_region(simulate: Simulate) -> None:
    """Of 400 visits some 160 leave a need (five standard deviations of the binomial law are 49); each has what its visit has."""
    changes = {
        "regions": {"city": "50 %", "country": "50 %"},
        "segments": {"large": {"share": "50 %"}, "small": {"share": "50 %"}},
    }
    scenario = bureau(visits("40 %"), **changes, **{"calendar.days": 4, "pools.fitters.heads": 60})
    found = simulate(scenario, 1, range(200)).orders
    assert found is not None
    orders: Orders = found.orders
    parents, needs = orders.where(orders.category == 0), orders.where(orders.category == 1)
    assert abs(len(needs.lane) - 160) <= 49
    kept = {(lane, place) for lane, place in zip(needs.lane.tolist(), _places(needs), strict=True)}
    assert kept <= {
        (lane, place) for lane, place in zip(parents.lane.tolist(), _places(parents), strict=True)
    }
    assert len({place for _, place in kept}) == 4
    assert (needs.case == -1).all()
    assert (needs.sender == -1).all()


def _places(orders: Orders) -> list[tuple[int, int]]:
    """Region and segment of each."""
    return list(zip(orders.region.tolist(), orders.segment.tolist(), strict=True))


def test_both_engines_have_the_same_orders() -> None:
    """With customers of their own: who takes a need is who made the visit, bit for bit."""
    own = {"offices.bureau.departments.operations.own": {}, "pools.fitters.heads": 3}
    scenario = bureau(visits("60 %"), **own)
    one, other = (engine.simulate(scenario, 1, range(40)).orders for engine in (events, lanes))
    assert one is not None
    assert other is not None
    for name in ("number", "head", "pool", "joined", "started", "ended"):
        np.testing.assert_array_equal(getattr(one.steps, name), getattr(other.steps, name))
    meters = one.orders.where(one.orders.category == 2)
    assert len(meters.lane)
    assert (one.orders.by_own == one.orders.owned).all()
