"""What is promised next to lines that are held against others."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.levels.calibration import LevelCalibration, LevelPlan, SimulatedPlan
from optimize.levels.program import TargetLevel
from optimize.plans.plan import Plan
from optimize.requirements.erlang import Goal

IN_TIME = Goal("within", 1 / 3, 0.0)
ALL = TargetLevel(IN_TIME, frozenset({"main", "second"}), 0.80)
SECOND = TargetLevel(IN_TIME, frozenset({"second"}), -0.05, below=frozenset({"main"}))


def kept(promised: tuple[float, float], level: float, above: float) -> SimulatedPlan:
    """A plan that promised both so much, and kept the level of all, and the second line so far above the first."""
    plan = Plan(100.0, (), (round(1000 * promised[0]), round(1000 * promised[1])))
    slacks = np.array([level - 0.8, above + 0.05])
    return SimulatedPlan(
        LevelPlan(plan, np.array(promised), 0.0), plan, np.array([level, above]), np.zeros(2), slacks
    )


def test_a_gap_follows_the_difference_of_promises() -> None:
    """The second line came out 10 points below when it was promised as much as all, and 5 points below with 5 points more, however
    much all were promised: the difference counts."""
    calibration = LevelCalibration(
        [ALL, SECOND], [kept((0.80, 0.80), 0.70, -0.10), kept((0.90, 0.95), 0.80, -0.05)], np.zeros(2)
    )
    assert [level.least for level in calibration.next_levels(1.0)] == pytest.approx([0.90, 0.95])


def test_a_gap_comes_on_top_of_what_keeps_the_others() -> None:
    """The plan that came nearest to the level of all promised it 85 %; the second line, promised 5 points less than all and 5 points
    too far below, is promised as much."""
    calibration = LevelCalibration(
        [ALL, SECOND], [kept((0.85, 0.80), 0.80, -0.10), kept((0.95, 0.90), 0.90, -0.10)], np.zeros(2)
    )
    assert [level.least for level in calibration.next_levels(1.0)] == pytest.approx([0.85, 0.85])


def test_what_was_hit_is_promised_again() -> None:
    """Plans far off, and wild, hardly move a promise that kept what is wanted."""
    wild = [kept((0.70, 0.80), 0.75, 0.0), kept((0.95, 0.80), 0.70, 0.0), kept((0.88, 0.90), 0.80, -0.05)]
    assert LevelCalibration([ALL, SECOND], wild, np.zeros(2)).next_levels(1.0)[0].least == pytest.approx(
        0.88, abs=0.01
    )


def test_a_gap_without_a_level_of_the_others_follows_its_own_promise() -> None:
    """By hand: one to one."""
    far = SimulatedPlan(
        LevelPlan(Plan(1.0, (), (1,)), np.array([0.80]), 0.0),
        Plan(1.0, (), (1,)),
        np.array([-0.10]),
        np.zeros(1),
        np.array([-0.05]),
    )
    assert LevelCalibration([SECOND], [far], np.zeros(1)).next_levels(1.0)[0].least == pytest.approx(0.85)
