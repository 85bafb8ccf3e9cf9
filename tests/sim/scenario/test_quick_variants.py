"""Variants that are made without reading everything again: what they are, their sources say too."""

from __future__ import annotations

from typing import Any

import pytest

from optimize.plans.choice import choice_of
from optimize.simulation import StaffingVariants
from sim.running.absence_effect import raised
from sim.scenario import Scenario, bundled, load
from sim.scenario.calendar import DAILY
from sim.scenario.pool import Piece
from sim.scenario.units import DAY
from tests.scenarios_for_tests import small

POLICIES = {"policies": {"longer": {"services.pay.handle_time": "5 min"}}}
CHOSEN = {
    "pools.clerks.cost": "60 yuan/h",
    "staffing": {"pools": {"clerks": {"most": 9, "block": "4 h"}}},
    "targets": [{"measure": "wait_mean", "at_most": "6 min"}],
}


def heads(scenario: Scenario, pool: str = "clerks") -> list[int]:
    return [piece.heads for piece in scenario.pools[pool].heads or ()]


def all_day(count: int) -> tuple[Piece, ...]:
    return (Piece(DAILY, None, 0.0, DAY, count),)


def test_a_staffing_of_a_search_stays_when_more_is_replaced() -> None:
    """Nine clerks in the file, five in the variant: five after a note is written, under a policy, and without one again."""
    scenario = small({"pools.clerks.heads": 9, **CHOSEN, **POLICIES})
    variant = StaffingVariants(choice_of(scenario)).with_heads([5])
    assert heads(variant) == [5]
    assert heads(variant.replace({"note": "x"})) == [5]
    assert heads(variant.with_policy("longer")) == [5]
    assert heads(variant.with_policy("longer").with_policy("baseline")) == [5]
    assert heads(scenario) == [9]


def test_absence_that_is_raised_stays_when_more_is_replaced() -> None:
    scenario = small({"pools.clerks.heads": {"08:00": 9, "10:00": 4}})
    variant = raised(scenario, 0.3)
    assert variant.replace({"note": "x"}).pools == variant.pools != scenario.pools


def test_where_all_are_missing_nobody_is_there_afterwards_either() -> None:
    others = {
        "halls.north.pools": ["clerks", "experts"],
        "pools.experts": {"works_at": "counter", "heads": 1},
    }
    variant = small(others).with_heads({"clerks": ()})
    assert heads(variant) == []
    assert sum(heads(variant.replace({"note": "x"}))) == 0


def test_heads_take_the_place_of_shifts_and_of_tables() -> None:
    shifts = [{"time": "08:00-12:00", "heads": 3}]
    for changes in (
        {"pools.clerks.heads": None, "pools.clerks.shifts": shifts},
        {"pools.clerks.heads": "heads.csv"},
    ):
        scenario = small(changes, {"heads.csv": "start,end,heads,days\n08:00,12:00,9,mon-fri\n"})
        variant = scenario.with_heads({"clerks": all_day(5)}).replace({"note": "x"})
        assert (heads(variant), variant.pools["clerks"].shifts) == ([5], ())


def test_what_a_policy_says_goes_before_what_was_set_without_it() -> None:
    policies = {"policies": {"two": {"pools.clerks.heads": 2}}}
    variant = small(policies).with_heads({"clerks": all_day(5)})
    assert heads(variant.with_policy("two")) == [2]


def test_heads_set_twice_are_those_set_last() -> None:
    variant = (
        small().with_heads({"clerks": all_day(5)}).replace({"note": "x"}).with_heads({"clerks": all_day(6)})
    )
    assert heads(variant.replace({"note": "y"})) == [6]


@pytest.mark.parametrize("name", bundled())
def test_schedules_of_bundled_scenarios_are_written_as_they_are_read(name: str) -> None:
    """Tables by weekday, times of day, shifts: each as rows of a list, and read from there again."""
    whole = load(name)
    for policy in ("baseline", *whole.policies):
        scenario = whole.with_policy(policy)
        pieces = {pool: own.heads for pool, own in scenario.pools.items() if own.heads is not None}
        assert scenario.with_heads(pieces).replace({"note": "x"}).pools == scenario.pools


def test_another_section_of_staffing_stays_too() -> None:
    scenario = small(CHOSEN)
    assert scenario.staffing is not None
    variant = scenario.with_staffing(scenario.staffing.model_copy(update={"total": 7}))
    again = variant.replace({"note": "x"}).staffing
    assert again is not None
    assert again.total == 7


@pytest.mark.parametrize("update", [{"note": "x"}, {"pools": {}}, {"staffing": None}])
def test_a_copy_with_other_values_is_refused(update: dict[str, Any]) -> None:
    """It would keep the source of the old ones."""
    with pytest.raises(TypeError, match="with_heads"):
        small().model_copy(update=update)
    assert small().model_copy() == small()
