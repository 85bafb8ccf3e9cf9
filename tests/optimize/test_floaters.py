"""Floaters in a search for a staffing: where they are by stretch, within the time that they need to travel."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product
from typing import Any

import pytest

from optimize.outcome import CannotStaff
from optimize.plans.broken_rules import broken_rules
from optimize.plans.choice import Choice, choice_of
from optimize.plans.given import DayByDay, Given, GivenShift
from optimize.plans.pay import changes_of_plan
from optimize.plans.plan import StaffingRules
from optimize.plans.stretches import changes_of
from optimize.share_out import share_out
from optimize.simulation import Simulation
from optimize.staff import staff
from optimize.task import Effort
from sim.running.candidates import evaluate_variants
from sim.scenario import Scenario
from sim.scenario.units import Window, parse_window
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


SHIFTS = {
    "long": {"earliest": "08:00", "lengths": ["4 h"], "pause": "1 h", "pause_within": "09:00-11:00"},
    "short": {"earliest": "08:00", "latest": "11:00", "lengths": ["1 h", "2 h"], "step": "1 h"},
}
"""All morning with a break from 09:00 or from 10:00, or one or two hours from any full hour on."""


def on_shifts(people: int, travel: str) -> Scenario:
    """The same halls, whose floaters work on shifts; by their own schedule one of them is in the north."""
    return halls(
        people,
        travel,
        **{
            "staffing.pools": {pool: {"most": 3, "shift_types": SHIFTS} for pool in (NORTH, SOUTH)},
            f"pools.{SOUTH}": {"works_at": "counter", "heads": 0, "cost": "60 yuan/h"},
        },
    )


def given_shifts(scenario: Scenario, *shifts: tuple[str, str, str, str]) -> Given:
    """A plan by hand: pool, type, time and break of one person each."""
    counts = Counter(shifts)
    return DayByDay(scenario).given(
        GivenShift(pool, kind, 0, parse_window(time), parse_window(pause) if pause else None, people)
        for (pool, kind, time, pause), people in counts.items()
    )


LONG = (NORTH, "long", "08:00-12:00", "09:00-10:00")


@pytest.mark.parametrize(
    ("travel", "shifts", "most"),
    [
        # who has a break in the north is not in the south meanwhile
        ("0 min", [LONG, (SOUTH, "short", "09:00-10:00", "")], 2),
        ("0 min", [LONG, (SOUTH, "short", "11:00-12:00", "")], 2),
        # one after the other, with the way between them or without
        ("0 min", [(NORTH, "short", "08:00-10:00", ""), (SOUTH, "short", "10:00-12:00", "")], 1),
        ("30 min", [(NORTH, "short", "08:00-10:00", ""), (SOUTH, "short", "10:00-12:00", "")], 2),
        ("1 h", [(NORTH, "short", "08:00-10:00", ""), (SOUTH, "short", "11:00-12:00", "")], 1),
        ("90 min", [(NORTH, "short", "08:00-10:00", ""), (SOUTH, "short", "11:00-12:00", "")], 2),
        ("30 min", [(NORTH, "short", "08:00-10:00", ""), (NORTH, "short", "10:00-12:00", "")], 1),
    ],
)  # fmt: skip
def test_floaters_on_shifts_are_in_one_hall_at_a_time(travel: str, shifts: list[Any], most: int) -> None:
    """By hand: with so many people the shifts can be worked, and with one fewer they cannot."""
    assert broken_rules(given_shifts(on_shifts(most, travel), *shifts)) == []
    if most > 1:
        (said,) = {
            each.partition(" (")[0]
            for each in broken_rules(given_shifts(on_shifts(most - 1, travel), *shifts))
        }
        assert said == f"floaters: {most} floaters at work or on the way at once"


@pytest.mark.parametrize("travel", ["0 min", "30 min", "1 h"])
def test_nobody_on_shifts_is_on_the_way_in_working_time(travel: str) -> None:
    """Of plans drawn at random, those that the rules allow have the duty of the scenario in which nobody travels, with breaks, too."""
    choice, chance, seen = choice_of(on_shifts(3, travel)), random.Random(1), 0
    rules = StaffingRules(choice)
    for _ in range(120):
        some = Counter(chance.randrange(len(choice.shifts)) for _ in range(chance.randint(2, 5)))
        plan = rules.plan(tuple(some[number] for number in range(len(choice.shifts))))
        if plan is None:
            continue
        seen += 1
        variant = choice.scenario.replace(changes_of_plan(choice, plan))
        for pool in (NORTH, SOUTH):
            opening = opening_of(variant, variant.site_of(pool).name)
            assert (
                servers_of(variant, pool, opening).duty
                == servers_of(variant.without_floaters(), pool, opening).duty
            )
    assert seen > 20


def test_a_plan_of_floaters_on_shifts_holds_and_keeps_their_time() -> None:
    outcome = staff(on_shifts(5, "30 min"), effort=QUICK)
    assert outcome.plan is not None
    assert outcome.check is not None
    assert all(verdict.holds for verdict in outcome.check.verdicts())
    assert StaffingRules(outcome.choice).plan(outcome.plan.people) is not None
    assert sum(outcome.plan.people) > 0
