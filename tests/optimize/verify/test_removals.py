"""What a plan of a call centre loses with one person fewer, by closed forms that are not the search's own tables."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.levels.program import TargetLevel
from optimize.plans.choice import choice_of
from optimize.requirements.erlang import Goal
from optimize.verify.removals import harm_by_shift
from sim.theory import erlang_a
from tests.optimize.made_centres import centre
from tests.optimize.tiny import plan_with

IN_TIME = Goal("within", 1 / 3, 0.0)
MAIN = frozenset({"main"})


def in_time(seats: int) -> float:
    """The share answered within 20 s: a call a minute of four minutes each, patience of two minutes (Erlang A)."""
    return float(erlang_a(1.0, 1 / 4, 1 / 2, seats).service_level(1 / 3, "missed"))


@pytest.mark.parametrize("heads", [(6, 6), (6, 8)])
def test_a_level_of_the_peak_loses_what_its_worst_interval_falls(heads: tuple[int, int]) -> None:
    """Two stretches of two hours with the same calls: whoever goes from the worst one makes it worse by what Erlang A says; whoever goes from one
    with two more leaves it better than the worst."""
    choice = choice_of(centre({"staffing": {"pools": {"agents": {"most": 30, "block": "2 h"}}}}))
    level, room = TargetLevel(IN_TIME, MAIN, 0.5, peak=True), np.array([0.25])
    harm = harm_by_shift(choice, [level], room, plan_with(choice, heads))
    lost = (in_time(6) - in_time(5)) / 0.25
    assert harm == pytest.approx([lost, lost if heads[1] == 6 else 0.0], rel=1e-6)


def test_a_level_over_all_intervals_and_one_of_the_peak_stand_beside_each_other() -> None:
    """The larger loss counts: of half of the calls where all are added up, of the worst interval in the peak."""
    choice = choice_of(centre({"staffing": {"pools": {"agents": {"most": 30, "block": "2 h"}}}}))
    levels = [TargetLevel(IN_TIME, MAIN, 0.5), TargetLevel(IN_TIME, MAIN, 0.5, peak=True)]
    harm = harm_by_shift(choice, levels, np.array([0.1, 0.2]), plan_with(choice, (6, 6)))
    lost = in_time(6) - in_time(5)
    assert harm == pytest.approx([max(0.5 * lost / 0.1, lost / 0.2)] * 2, rel=1e-3)
