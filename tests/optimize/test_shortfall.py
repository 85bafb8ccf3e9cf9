"""What plans that hold no targets miss, by hand."""

from __future__ import annotations

import math

import numpy as np

from optimize.shortfall import nearest, shortfalls
from sim.scenario.target import Target

WAIT = Target.model_validate({"measure": "wait_mean", "at_most": "10 min"})
LEVEL = Target.model_validate({"measure": "service_level_20_s_missed", "at_least": "80 %"})
GAP = Target.model_validate({"measure": "gap_abandoned", "scope": "language:second", "at_most": "0 %"})
TARGETS = (WAIT, LEVEL, GAP)


def test_the_target_that_is_missed_most_comes_first() -> None:
    """Two minutes of ten are a fifth, eight points of eighty a tenth; of a threshold of zero the points themselves count;
    what just holds is not missed."""
    found = shortfalls(TARGETS, np.array([-2.0, -0.08, 0.0]))
    assert [(each.target.measure, each.by) for each in found] == [
        ("wait_mean", 2.0),
        ("service_level_20_s_missed", 0.08),
    ]
    np.testing.assert_allclose([each.share for each in found], [0.2, 0.1])
    (gap,) = shortfalls(TARGETS, np.array([1.0, 0.1, -0.03]))
    assert (gap.target, gap.share) == (GAP, 0.03)


def test_the_nearest_plan_has_the_least_missed_in_all() -> None:
    """A fifth and a tenth are more than a quarter alone; a measure without a value is farthest of all."""
    tried = [np.array([-2.0, -0.08, 0.0]), np.array([-2.5, 0.1, 0.0]), np.array([-np.inf, 0.1, 0.0])]
    assert nearest(TARGETS, tried) == 1
    assert math.isinf(shortfalls(TARGETS, tried[2])[0].by)
