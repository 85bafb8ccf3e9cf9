"""Floaters in a search for a staffing: where they are by stretch, within the time that they need to travel."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from optimize.outcome import CannotStaff
from optimize.plans.broken_rules import broken_rules
from optimize.plans.choice import Choice, choice_of
from optimize.plans.given import DayByDay, GivenShift
from optimize.plans.plan import StaffingRules
from optimize.plans.stretches import changes_of
from optimize.share_out import share_out
from optimize.simulation import Simulation
from optimize.staff import staff
from optimize.task import Effort
from sim.running.candidates import evaluate_variants
from sim.scenario import Scenario
from sim.scenario.units import Window
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of
from tests.optimize.true_costs import holding_costs
from tests.scenarios_for_tests import small

NORTH, SOUTH = "north_floaters", "south_floaters"
EARLY = "start,end,weight\n08:00,10:00,3\n10:00,12:00,1\n"
LATE = "start,end,weight\n08:00,10:00,1\n10:00,12:00,3\n"
QUICK = Effort(search=20, check=60, rounds=10, proof=300)


def halls(people: int = 3, travel: str = "0 min", **changes: Any) -> Scenario:
    """Two halls, one busy early and the other late, with one clerk each and floaters in both, by blocks of two hours."""
    floaters = {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"}
    return small(
        {
            "calendar.interval": "1 h",
            "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
            "halls.north": {"arrivals": {"per_day": 60, "profile": "early.csv"}, "pools": ["clerks", NORTH]},
            "halls.south": {"arrivals": {"per_day": 60, "profile": "late.csv"}, "pools": ["others", SOUTH]},
            "pools.others": {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"},
            f"pools.{NORTH}": floaters,
            f"pools.{SOUTH}": floaters,
            "floaters.both": {"pools": [NORTH, SOUTH], "people": people, "travel": travel},
            "staffing.pools": {pool: {"most": 3, "block": "2 h"} for pool in (NORTH, SOUTH)},
            "targets": [
                {"measure": "wait_mean", "scope": f"hall:{hall}", "at_most": "6 min"}
                for hall in ("north", "south")
            ],
            **changes,
        },
        {"early.csv": EARLY, "late.csv": LATE},
    )


def allowed(choice: Choice) -> list[tuple[int, ...]]:
    """All staffings that the rules allow."""
    rules = StaffingRules(choice)
    plans = map(rules.plan, product(*(range(4) for _ in choice.shifts)))
    return [plan.heads for plan in plans if plan]


@pytest.mark.parametrize(
    ("travel", "count"),
    [
        # early and late each: so many in the north and south that they are three at most, 10 ways
        ("0 min", 100),
        # and of each hall the more of both stretches, together three at most: 10 ways for the two largest, each with all that lie below
        ("30 min", 50),
    ],
)
def test_what_the_rules_allow_is_what_leaves_time_to_travel(travel: str, count: int) -> None:
    """By counting: without travel, stretches are independent. With travel, of the pairs (early, late) of each hall those with larger ones
    that add up to three at most: a larger one of m has 2 m + 1 pairs, so that sum over m + n <= 3 of (2 m + 1)(2 n + 1) are allowed."""
    expected = sum((2 * m + 1) * (2 * n + 1) for m in range(4) for n in range(4) if m + n <= 3)
    found = allowed(choice_of(halls(3, travel)))
    assert len(found) == (count if travel == "0 min" else expected)


@pytest.mark.parametrize(("people", "travel"), [(3, "0 min"), (4, "30 min"), (3, "30 min")])
def test_no_staffing_that_holds_is_cheaper_than_the_plan(people: int, travel: str) -> None:
    """Every staffing that the rules allow, simulated on the replications of the search with its overtime: where none holds, none is found."""
    outcome = staff(halls(people, travel), effort=QUICK)
    choice = choice_of(halls(people, travel))
    costs = holding_costs(choice, product(*(range(4) for _ in choice.shifts)), outcome.record.replications)
    assert (outcome.plan is not None) == bool(costs)
    if outcome.plan is None:
        assert outcome.status == "infeasible"
        return
    assert outcome.check is not None
    assert all(verdict.holds for verdict in outcome.check.verdicts())
    assert outcome.plan.heads in allowed(choice)
    others = (
        4 * 60
    )  # the one of them who is always there; whoever can be spared on fresh replications is left out of the best that holds
    assert outcome.plan.cost <= min(costs.values()) - others + 1e-6


@pytest.mark.parametrize("travel", ["0 min", "30 min", "1 h"])
def test_nobody_is_on_the_way_in_the_working_time_of_a_plan(travel: str) -> None:
    """Of all that the rules allow: the scenario with its travel has the duty, and the measures, of the scenario without."""
    choice = choice_of(halls(2, travel))
    for heads in allowed(choice)[::3]:
        variant = choice.scenario.replace(changes_of(choice.scenario, choice.places, heads))
        for pool in (NORTH, SOUTH):
            opening = opening_of(variant, variant.site_of(pool).name)
            assert servers_of(variant, pool, opening) == servers_of(variant.without_floaters(), pool, opening)


def test_a_plan_that_is_read_again_has_the_measures_of_the_search() -> None:
    choice = choice_of(halls(2, "30 min"))
    heads = allowed(choice)[-1]
    simulation = Simulation(choice, range(5))
    read = choice.scenario.replace(changes_of(choice.scenario, choice.places, heads))
    one, other = (
        simulation.of_variants([simulation.with_heads(heads)])[0],
        evaluate_variants([read], range(5))[0],
    )
    for scope in ("all", "hall:north", "hall:south"):
        assert one.estimate("wait_mean", scope) == other.estimate("wait_mean", scope)


def test_too_few_floaters_are_named() -> None:
    """Each hall is to have somebody of them all morning, who are one."""
    always = {pool: {"most": 3, "least": 1, "block": "2 h"} for pool in (NORTH, SOUTH)}
    scenario = halls(2, "30 min", **{"staffing.pools": always}).replace(
        {f"pools.{SOUTH}.heads": 0, "floaters.both.people": 1}
    )
    outcome = staff(scenario, effort=QUICK)
    assert outcome.status == "infeasible"
    assert "too few floaters, or too far between their halls: with 1 of both" in outcome.reason


def test_heads_cannot_be_shared_out_among_floaters() -> None:
    scenario = halls(3, **{"staffing.total": 3})
    with pytest.raises(CannotStaff, match="leave out floaters"):
        share_out(scenario)


def test_a_plan_by_hand_with_more_floaters_than_there_are_breaks_a_rule() -> None:
    """Two in the north and two in the south from 08:00 on, and there are three."""
    days = DayByDay(halls(3))
    early, late = Window(480, 600), Window(600, 720)
    counts = {(NORTH, early): 2, (SOUTH, early): 2, (NORTH, late): 1, (SOUTH, late): 1}
    given = days.given(GivenShift(pool, "", 0, span, None, count) for (pool, span), count in counts.items())
    assert broken_rules(given) == [
        f"floaters: 4 floaters at work or on the way at once ({NORTH}, mon 2024-01-01, 08:00-10:00 and 1 more), at most 3"
    ]
