"""The plan over the requirement: every open interval of the horizon, in order."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from optimize.staffing_comparison import StaffingComparison
from optimize.two_step.two_step import needs
from reports.plan_page import plan_figures
from reports.plots.plan import heads_of, plan_over_requirement
from sim import run
from sim.scenario.plan import overrides_of
from tests.optimize.tiny import tiny

PLANNED = [
    {"date": date, "start": start, "end": end, "heads": heads}
    for date in ("2024-01-01", "2024-01-02")
    for start, end, heads in (("08:00", "10:00", 3), ("10:00", "12:00", 1))
]


@pytest.fixture(scope="module")
def found() -> StaffingComparison:
    """Two days of four hours in intervals of two, one clerk as it stands; the plan has three and then one."""
    choice = tiny({"pools": {"clerks": {"most": 4}}}, {"calendar.days": 2})
    scenario = choice.scenario
    after = scenario.replace(overrides_of(scenario, {"clerks": PLANNED}), "plan")
    return StaffingComparison(run(scenario, 2), run(after, 2), needs(choice, "sipp"))


def test_heads_are_those_of_the_schedule_in_each_interval(found: StaffingComparison) -> None:
    assert heads_of(found.after, found.needs).tolist() == [3, 1, 3, 1]
    assert heads_of(found.before, found.needs).tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_requirement_and_both_staffings_are_drawn(found: StaffingComparison, language: str) -> None:
    axes = plan_over_requirement(found.before, found.after, found.needs, Figure().add_subplot(), language)
    required, own, planned = (np.array(patch.get_data().values) for patch in axes.patches)
    assert required.tolist() == [need.heads for need in found.needs]
    assert (own.tolist(), planned.tolist()) == ([1, 1, 1, 1], [3, 1, 3, 1])
    assert len(axes.get_xticklabels()) == 2  # a date for each day


def test_without_a_requirement_there_is_no_figure_of_it(found: StaffingComparison) -> None:
    assert len(plan_figures(found, "en")) == 1
    assert plan_figures(StaffingComparison(found.before, found.after, []), "en") == []
