"""Plans that promise levels: the cheapest that reach them, the nearest where none does, and what a given plan promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimize.levels.level_curves import supporting_lines
from optimize.levels.level_plans import LevelPlanRequest, level_plan, levels_of_plan
from optimize.levels.program import TargetLevel
from optimize.levels.search import LevelSearch
from optimize.plans.choice import Choice, choice_of
from optimize.simulation import Simulation
from tests.optimize.made_centres import TWO_LINES, centre
from tests.optimize.tiny import plan_with


def agents(most: int) -> tuple[Choice, TargetLevel]:
    """One decision, how many of so many agents are there all morning: 4 Erlang, callers who hold out for two minutes."""
    choice = choice_of(centre({"staffing": {"pools": {"agents": {"most": most, "block": "4 h"}}}}))
    (level,) = LevelSearch(Simulation(choice, range(4), 1, 1, 8)).levels
    return choice, level


def promised(level: TargetLevel, seats: int) -> float:
    """What the lines of a call a minute say of some seats."""
    return min(line.at(seats) for line in supporting_lines(1.0, 4.0, 2.0, level.goal))


def test_a_given_plan_promises_what_its_lines_say() -> None:
    """Five seats in each of four hours that are alike, whatever is asked for."""
    choice, level = agents(9)
    found = levels_of_plan(choice, [replace(level, least=0.99)], plan_with(choice, (5,)), 1.0)
    assert found.levels == pytest.approx([promised(level, 5)])
    assert found.plan.people == (5,)


def test_the_fewest_who_promise_a_level() -> None:
    """Half way between what five and six seats promise, six are needed."""
    choice, level = agents(9)
    wanted = (promised(level, 5) + promised(level, 6)) / 2
    found = level_plan(LevelPlanRequest(choice, (replace(level, least=wanted),), 1.0, 10.0, 0.0))
    assert found is not None
    assert found.plan.people == (6,)


def test_where_nobody_reaches_a_level_the_nearest_is_promised() -> None:
    """Four seats at most for 99 % in time: all four, and they promise what they can."""
    choice, level = agents(4)
    found = level_plan(LevelPlanRequest(choice, (replace(level, least=0.99),), 1.0, 10.0, 0.0))
    assert found is not None
    assert found.plan.people == (4,)
    assert found.levels == pytest.approx([promised(level, 4)])


def test_work_that_only_one_pool_can_do_may_be_missed_too() -> None:
    """An Erlang of the second line needs 1 / 0.9 seats of those who speak it, and there is one at most: that one is there."""
    staffing = {"pools": {"agents": {"most": 9, "block": "4 h"}, "both": {"most": 1, "block": "4 h"}}}
    choice = choice_of(centre({**TWO_LINES, "staffing": staffing}))
    (level,) = LevelSearch(Simulation(choice, range(4), 1, 1, 8)).levels
    found = level_plan(LevelPlanRequest(choice, (replace(level, least=0.5),), 1.0, 10.0, 0.0))
    assert found is not None
    assert found.plan.people[1] == 1
