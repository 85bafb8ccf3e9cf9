"""Offices staffed: every staffing tried by hand, whole days, halls and lines in the same budget, and on the orders of one run."""

from __future__ import annotations

from itertools import product
from math import inf
from typing import Any

import pytest

from optimize import staff_by_cuts
from optimize.cuts.descent import own_plan
from optimize.cuts.search import Search
from optimize.deadline import OutOfTime
from optimize.offices_apart import OfficesApart, apart, are_apart, with_offices_apart
from optimize.outcome import CannotStaff
from optimize.plans.choice import Choice, choice_of
from optimize.plans.pay import rows_of_plan
from optimize.plans.plan import StaffingRules
from optimize.requirements.office_requirements import office_requirements
from optimize.simulation import Simulation
from optimize.slacks import only_of, slacks_of
from optimize.staff import staff, staffed, task_of
from optimize.staff_by_cuts import Cuts
from optimize.task import Effort
from sim.running.candidates import evaluate_variants
from sim.running.fixed_orders import fixed_orders
from sim.scenario import Scenario
from tests.optimize.made_offices import made_office
from tests.optimize.true_costs import holding_costs

EFFORT = Effort(search=12, check=24, rounds=10, proof=300)
OF_ORDERS = (
    "in_time",
    "time_to_close_mean",
    "time_to_close_p90",
    "backlog_mean",
    "bounces",
    "chases_per_order",
)


def least_of_all(choice: Choice, struck: set[tuple[int, ...]] = frozenset()) -> float:
    """What the cheapest staffing costs that holds on the replications of the search, all of them tried as wholes."""
    most = [range(min(choice.bounds(index)[1] for index in shift.covers) + 1) for shift in choice.shifts]
    costs = holding_costs(choice, product(*most), EFFORT.search)
    return min(cost for people, cost in costs.items() if people not in struck)


def test_orders_without_deadlines_cannot_be_in_time() -> None:
    """The target can never be told: no plan holds it, and nothing breaks."""
    scenario = made_office(False, False, changes={"offices.bureau.categories.fault.deadline": None})
    [result] = evaluate_variants([scenario], range(4), only=only_of(scenario.targets))
    assert not result.verdicts()[0].empty
    assert slacks_of(result).tolist() == [-inf]


@pytest.mark.parametrize(
    ("two", "coordinator", "chasing"),
    [
        (False, False, False),
        (True, False, True),
        (False, True, True),
        pytest.param(True, True, False, marks=pytest.mark.slow),  # of its kind is the search apart below
    ],
)
def test_the_cheapest_of_every_staffing_is_found(two: bool, coordinator: bool, chasing: bool) -> None:
    scenario = made_office(two, coordinator, chasing)
    found = staff(scenario, effort=EFFORT)
    assert found.record.found is not None
    struck = {plan.people for plan in found.record.struck_out}
    assert (found.status, found.record.found.cost) == (
        "optimal",
        pytest.approx(least_of_all(choice_of(scenario), struck)),
    )


ONE_DEPARTMENT: dict[str, Any] = {
    "offices.bureau.departments": {"operations": {"pools": ["crews", "fitters"]}},
    "offices.bureau.categories.meter.department": "operations",
    "offices.bureau.routing": {},
    "pools.fitters.serves": ["meter"],
}
"""Crews do faults and meters, fitters meters alone, at another price."""


@pytest.mark.parametrize(
    "changes",
    [{}, {"pools.fitters.office.levels": {"meter": {"speed": "130 %"}}}, {"pools.crews.office": {"at_once": 2, "pace": ["100 %", "70 %"]}}],
    ids=["skills", "levels", "several in hand"],
)  # fmt: skip
def test_the_cheapest_of_every_staffing_with_skills_is_found(changes: dict[str, Any]) -> None:
    scenario = made_office(True, False, changes={**ONE_DEPARTMENT, **changes})
    found = staff(scenario, effort=EFFORT)
    assert found.record.found is not None
    struck = {plan.people for plan in found.record.struck_out}
    assert (found.status, found.record.found.cost) == (
        "optimal",
        pytest.approx(least_of_all(choice_of(scenario), struck)),
    )


def test_heads_for_the_work_of_each_group_of_orders() -> None:
    """By hand: of 24 customers a day on seven days a week 30 % leave a fault of 50 min and 20 % an order of a meter of 40; the office has as many hours as the hall. What both
    can do needs the slower of them, with two in hand at 70 % or one at 130 %."""
    changes = {"pools.crews.office": {"at_once": 2, "pace": ["100 %", "70 %"]},
               "pools.fitters.office.levels": {"meter": {"speed": "130 %"}}}  # fmt: skip
    scenario = made_office(True, False, changes={**ONE_DEPARTMENT, **changes})
    found = {need.pools: need for need in office_requirements(scenario)}
    assert list(found) == [("crews",), ("crews", "fitters")]
    open_a_day = sum(end - start for start, end in scenario.sites["bureau"].hours(scenario.calendar, 0))
    faults, meters = (found[pools].load * open_a_day for pools in found)
    assert faults == pytest.approx(24 * 0.30 * 50 / 1.4)
    assert meters == pytest.approx(24 * 0.20 * 40 / 1.3)


def test_the_heads_of_an_office_are_the_same_all_day() -> None:
    """By hand: open from 08:00 to 10:00 and from 11:00 to 12:00 on five days, a fitter at 45 yuan an hour costs 3 * 5 * 45 = 675 yuan."""
    scenario = made_office(False, False, changes={"offices.bureau.hours": ["08:00-10:00", "11:00-12:00"]})
    choice = choice_of(scenario)
    assert [(place.pool, len(place.days), place.minutes) for place in choice.places] == [("crews", 5, 900.0)]
    plan = StaffingRules(choice).plan((2,))
    assert plan is not None
    assert plan.cost == pytest.approx(2 * 675)
    rows = rows_of_plan(choice, plan)["crews"][:3]
    assert [(row["date"], row["start"], row["end"], row["heads"]) for row in rows] == [
        ("2024-01-01", "08:00", "10:00", 2),
        ("2024-01-01", "11:00", "12:00", 2),
        ("2024-01-02", "08:00", "10:00", 2),
    ]


def test_blocks_and_shift_types_part_the_day_of_an_office() -> None:
    """By hand: two blocks of 2 h in a day of 4 h; and one type of shift of 4 h that covers all four hours."""
    blocks = made_office(False, False, changes={"staffing.pools": {"crews": {"most": 5, "block": "2 h"}}})
    assert len(choice_of(blocks).places) == 2
    day = {"earliest": "08:00", "lengths": ["4 h"]}
    shifts = made_office(
        False,
        False,
        changes={
            "calendar.interval": "1 h",
            "staffing.pools": {"crews": {"most": 5, "shift_types": {"day": day}}},
        },
    )
    assert [(len(shift.covers), shift.kind) for shift in choice_of(shifts).shifts] == [(4, "day")]
    assert staff(shifts, effort=EFFORT).status == "optimal"


HOTLINE: dict[str, Any] = {
    "lines": {"orders": {"arrivals": {"per_day": 30, "profile": "profile.csv"}}},
    "pools": ["agents"],
}
WHOLE: dict[str, Any] = {
    "calendar.days": 2,
    "calendar.warm_up": 0,
    "halls.north.arrivals.per_day": 60,
    "services.pay.orders": {"fault": "20 %"},
    "centres.hotline": HOTLINE,
    "pools.clerks.cost": "40 yuan/h",
    "pools.agents": {"works_at": "phone", "heads": 2, "cost": "42 yuan/h"},
    "targets": [
        {"measure": "wait_mean", "scope": "hall:north", "at_most": "10 min"},
        {"measure": "service_level_60_s", "scope": "centre:hotline", "at_least": "60 %"},
        {"measure": "in_time", "at_least": "60 %"},
    ],
    "staffing": {
        "pools": {
            "clerks": {"least": 1, "most": 3, "block": "4 h"},
            "agents": {"least": 1, "most": 2, "block": "4 h"},
            "crews": {"least": 1, "most": 5},
        }
    },
}
"""A hall and a line, whose contacts leave orders to the same crews."""


def test_a_hall_a_line_and_an_office_share_one_plan() -> None:
    scenario = made_office(False, False, chasing=True, changes=WHOLE)
    found = staff(scenario, effort=EFFORT)
    assert found.record.found is not None
    assert found.status == "optimal"
    struck = {plan.people for plan in found.record.struck_out}
    assert found.record.found.cost == pytest.approx(least_of_all(choice_of(scenario), struck))


def test_one_budget_is_spent_where_it_helps_orders_most() -> None:
    """The goal is the share in time; a yuan less than the plan costs, and the budget would not reach for its heads."""
    few = Effort(search=6, check=12, rounds=5, proof=100)
    cheapest = staff(made_office(False, False, chasing=True, changes=WHOLE), effort=few)
    assert cheapest.plan is not None
    budget = cheapest.plan.cost + 360
    staffing = {**WHOLE["staffing"], "budget": f"{budget:.0f} yuan", "goal": {"measure": "in_time"}}
    changes = {**WHOLE, "targets": WHOLE["targets"][:2], "staffing": staffing}
    found = staff(made_office(False, False, chasing=True, changes=changes), effort=few)
    assert found.plan is not None
    assert found.plan.cost <= budget
    assert found.check is not None
    assert cheapest.check is not None
    assert found.check.estimate("in_time").mean >= cheapest.check.estimate("in_time").mean - 0.02


# -- apart --------------------------------------------------------------------------------------------------------------


def _both(scenario: Scenario, own: dict[str, Any]) -> tuple[list[float], list[float]]:
    """Measures of orders with other heads: in a whole run, and on the orders of the run as it stands."""
    variant, replications = scenario.replace(own), range(3)
    (whole,) = evaluate_variants([variant], replications, 1)
    same = fixed_orders(scenario, replications)
    _, near = same.evaluate([scenario, variant])
    return tuple([each.estimate(name).mean for name in OF_ORDERS] for each in (whole, near))  # type: ignore[return-value]


def test_where_nobody_asks_an_office_apart_does_what_it_does_in_the_whole() -> None:
    scenario = made_office(True, True)
    whole, near = _both(scenario, {"pools.crews.heads": 2, "pools.coordinators.heads": 1})
    assert near == whole


def test_where_customers_ask_it_does_nearly_the_same() -> None:
    """Chasing contacts take minutes at the one counter, so orders come a little later: less than a hundredth of them is late for that."""
    scenario = made_office(True, True, chasing=True)
    whole, near = _both(scenario, {"pools.crews.heads": 2, "pools.coordinators.heads": 1})
    assert near[0] == pytest.approx(whole[0], abs=0.02)
    assert near[-1] > 0


def test_some_of_the_replications_are_the_same() -> None:
    scenario = made_office(True, False)
    of_four = fixed_orders(scenario, range(4)).first(2).evaluate([scenario])
    of_two = fixed_orders(scenario, range(2)).evaluate([scenario])
    assert of_four[0].estimate("in_time") == of_two[0].estimate("in_time")


def test_a_search_apart_finds_the_same_plan() -> None:
    scenario = made_office(True, True)
    task = task_of(scenario, effort=EFFORT)
    assert not task.is_apart  # so small an office is tried as a whole
    assert are_apart(task.choice)
    found = staffed(with_offices_apart(task, EFFORT))
    assert found.record.found is not None
    struck = {plan.people for plan in found.record.struck_out}
    assert found.record.found.cost == pytest.approx(least_of_all(task.choice, struck))


def rings(_: Simulation) -> Simulation:
    """Time is over before there are orders."""
    raise OutOfTime


def test_the_heads_as_they_stand_are_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of each pool, by the file; before all else, and alone where time is over at once: then they are what is checked."""
    scenario = made_office(True, True)
    assert own_plan(choice_of(scenario)) == StaffingRules(choice_of(scenario)).plan((3, 3, 3))
    task = with_offices_apart(task_of(scenario, effort=EFFORT), EFFORT)
    search = Cuts(task).propose(0).record.search
    assert isinstance(search, Search)
    assert next(iter(search.oracle.known)) == (3, 3, 3)
    monkeypatch.setattr(staff_by_cuts, "apart", rings)
    found = Cuts(task).propose(0)
    assert found.plan is not None
    assert found.plan.heads == (3, 3, 3)


def test_first_replications_of_a_simulation_apart() -> None:
    whole = Simulation(choice_of(made_office(False, True)), range(4))
    found = apart(whole).first(2)
    assert isinstance(found, OfficesApart)
    assert (found.replications, found.as_of) == (range(2), 4)


@pytest.mark.parametrize(
    "changes",
    [
        {"targets": [{"measure": "wait_mean", "at_most": "9 min"}]},
        {
            "pools.clerks.cost": "40 yuan/h",
            "staffing.pools.clerks": {"least": 1, "most": 2},
        },
    ],
    ids=["a target at the hall", "clerks chosen too"],
)
def test_what_is_not_of_offices_alone_is_not_apart(changes: dict[str, Any]) -> None:
    assert not are_apart(choice_of(made_office(False, False, changes=changes)))


# -- refused ------------------------------------------------------------------------------------------------------------


def test_a_desk_has_somebody() -> None:
    """Least nobody: no plan leaves the coordinator's desk empty, since no order could begin."""
    pools = {name: {"most": 3} for name in ("crews", "coordinators")}
    found = staff(made_office(False, True, changes={"staffing.pools": pools}), effort=EFFORT)
    assert found.plan is not None
    assert min(found.plan.heads) >= 1


def test_a_target_on_orders_needs_a_pool_that_works_on_them() -> None:
    changes = {"pools.clerks.cost": "40 yuan/h", "staffing.pools": {"clerks": {"most": 3}}}
    with pytest.raises(CannotStaff, match=r"staffing\.pools names no pool of an office"):
        task_of(made_office(False, False, changes=changes))


def test_too_few_heads_for_any_plan() -> None:
    """By hand: 12 orders a day of 50 min are ten hours of work, for which the one fitter has four."""
    found = staff(
        made_office(False, False, changes={"staffing.pools": {"crews": {"least": 1, "most": 1}}}),
        effort=EFFORT,
    )
    assert found.plan is None
    assert "too few heads" in found.reason
