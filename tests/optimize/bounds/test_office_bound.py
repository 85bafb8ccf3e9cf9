"""What the work of offices costs at least is never above what the cheapest staffing of all costs that holds on the same orders, and follows a calculation by hand."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from optimize.bounds.office_bound import minutes_by_place, office_bound
from optimize.bounds.office_work import Share, office_work
from optimize.offices_apart import apart
from optimize.oracle import Oracle
from optimize.plans.choice import Choice, choice_of
from optimize.plans.plan import StaffingRules
from optimize.simulation import Simulation
from tests.optimize.made_offices import made_office

WEEKS: dict[str, Any] = {"calendar.days": 12, "calendar.warm_up": 6}
BUSY: dict[str, Any] = {"halls.north.arrivals.per_day": 36}
STRICT: dict[str, Any] = {"targets": [{"measure": "in_time", "at_least": "95 %", "confidence": "90 %"}]}
OF_METERS: dict[str, Any] = {
    "targets": [{"measure": "in_time", "scope": "category:meter", "at_least": "90 %"}]
}
DUE: dict[str, Any] = {"offices.bureau.takes": "due"}
RAISED: dict[str, Any] = {"offices.bureau.escalations": [{"at": "50 %", "priority": 1}]}
AFTERNOON: dict[str, Any] = {"staffing.pools.crews.block": "2 h"}

CASES = {
    "one desk": (False, False, WEEKS),
    "one desk, strict, busy": (False, False, WEEKS | STRICT | BUSY),
    "two desks": (True, False, WEEKS | STRICT),
    "two desks, what is due first": (True, False, WEEKS | DUE | RAISED),
    "of one category": (True, False, WEEKS | OF_METERS),
    "a coordinator": (False, True, WEEKS | STRICT),
    "in two blocks": (False, False, WEEKS | AFTERNOON),
}
MORE = {
    f"{name}, {days} days": (
        two,
        coordinator,
        {**changes, "calendar.days": days, "calendar.warm_up": days // 2},
    )
    for name, (two, coordinator, changes) in CASES.items()
    for days in (5, 8, 20)
}


def cheapest_of_all(choice: Choice, oracle: Oracle) -> float:
    """What the cheapest staffing costs that holds, of all within the bounds."""
    rules = StaffingRules(choice)
    every = product(*(range(low, high + 1) for low, high in map(choice.bounds, range(len(choice.places)))))
    plans = [plan for plan in map(rules.plan, every) if plan]
    holds = oracle.hold([plan.heads for plan in plans])
    return min(plan.cost for plan, each in zip(plans, holds, strict=True) if each)


def is_below_every_staffing(two: bool, coordinator: bool, changes: dict[str, Any]) -> None:
    choice = choice_of(made_office(two, coordinator, changes=changes))
    simulation = apart(Simulation(choice, range(6)))
    assert simulation.orders is not None
    bound = office_bound(choice, simulation.orders.pieces)
    assert bound.assumed == "turns"
    assert 0 < bound.cost <= cheapest_of_all(choice, Oracle(simulation)) * (1 + 1e-9)


@pytest.mark.parametrize("name", CASES)
def test_no_staffing_that_holds_costs_less(name: str) -> None:
    is_below_every_staffing(*CASES[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE)
def test_no_staffing_that_holds_costs_less_in_more_cases(name: str) -> None:
    is_below_every_staffing(*MORE[name])


def test_a_heads_minutes_are_those_of_the_warm_up_too() -> None:
    """By hand: five days from 08:00 to 12:00, and two before them."""
    assert minutes_by_place(choice_of(made_office(True, True))) == [7 * 240.0] * 3


def test_what_is_released_by_hand() -> None:
    """Works of 10, 20 and 30 min in turn, and 5 and 1 min beside: one late order releases the last, and the most of what is beside it; where one may pass
    another, the last two."""
    share = Share("fault", 0, 0, 100.0, np.array([10.0, 20.0, 30.0]), np.array([5.0, 1.0, 0.0]), 0)
    assert share.minutes == 166.0
    assert share.released().tolist() == [0.0, 35.0, 56.0, 66.0]
    assert share._replace(overtake=1).released().tolist() == [30.0, 55.0, 66.0, 66.0]


def test_work_of_an_office_by_hand() -> None:
    """Constant works of 50 min, one desk, nobody else: as many times 50 min as orders whose deadline, the end of the next working day, ends in the horizon;
    what is in hand at the end is half a work in the mean."""
    constant = {"offices.bureau.categories.fault.work": "50 min"}
    scenario = made_office(False, False, changes=constant)
    simulation = apart(Simulation(choice_of(scenario), range(2)))
    assert simulation.orders is not None
    work = office_work(simulation.with_heads((5,)), "bureau", simulation.orders.pieces)
    assert work.left == {0: 25.0}
    days = [
        tables.orders["created"]
        for piece in simulation.orders.pieces
        for tables in piece.coming(scenario, "bureau").values()
    ]
    created = np.concatenate(days)
    assert work.judged == {"fault": int((created >= 0).sum())}
    assert (
        sum(share.turns.sum() for share in work.shares)
        == 50.0 * ((created >= 0) & (created < 4 * 1440)).sum()
    )
    assert sum(share.before for share in work.shares) == 50.0 * (created < 0).sum()


def test_nothing_is_known_where_orders_may_pass_each_other() -> None:
    """Clocks that wait for acceptance, and targets that say nothing of deadlines."""
    later = {"offices.bureau.categories.fault.clock": "acceptance"}
    backlog = {"targets": [{"measure": "backlog_mean", "at_most": 9}]}
    for changes in (later, backlog):
        choice = choice_of(made_office(False, False, changes=changes))
        simulation = apart(Simulation(choice, range(2)))
        assert simulation.orders is not None
        assert office_bound(choice, simulation.orders.pieces).cost == 0.0
