"""Figures of scenarios with very many pools, lines, sites and targets: the largest are drawn, and the rest are counted."""

from __future__ import annotations

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.figure_plans import figure_plans
from reports.plots import MOST_SHOWN, gap_between_lines, largest, occupancy_by_pool, occupancy_height, rest
from sim import run
from sim.results.result import Result
from tests.scenarios_for_tests import small

COUNT = MOST_SHOWN + 10
POOLS = [f"p{number}" for number in range(COUNT)]


@pytest.fixture(scope="module")
def result() -> Result:
    """Fifty pools of a hall, of one head each but for the last three, which have two; and fifty targets."""
    pools = {pool: {"works_at": "counter", "heads": 1 + (pool in POOLS[-3:])} for pool in POOLS}
    target = {"measure": "wait_mean", "at_most": "5 min"}
    return run(small({"halls.north.pools": POOLS, "pools": pools, "targets": [target] * COUNT}), 1)


def texts(axes: Axes) -> list[str]:
    """What stands in axes."""
    return [text.get_text() for text in axes.texts]


def title(axes: Axes) -> str:
    """The title of axes, in which a number is tied to its word."""
    return axes.get_title(loc="left").replace("\u00a0", " ")


def test_the_largest_keep_their_order_and_equal_ones_come_first() -> None:
    """Of 50 the last three are larger, so that the first 37 go with them."""
    sizes = [1] * (COUNT - 3) + [2] * 3
    kept = largest(range(COUNT), sizes.__getitem__)
    assert kept == [*range(MOST_SHOWN - 3), *range(COUNT - 3, COUNT)]
    assert largest([3, 1, 2], float) == [3, 1, 2]


def test_bars_of_the_largest_pools_say_of_how_many(result: Result) -> None:
    axes = occupancy_by_pool(result)
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == [*POOLS[: MOST_SHOWN - 3], *POOLS[-3:]]
    assert title(axes) == "Occupancy by pool: the 40 largest of 50"
    assert title(occupancy_by_pool(result, language="zh")) == "各班组忙碌率：50 个中最大的 40 个"
    assert occupancy_height(COUNT, 1) == occupancy_height(MOST_SHOWN, 1)


def test_of_lines_the_busiest_have_bars() -> None:
    """The last of 41 has ten times as many calls, the first none."""
    count = MOST_SHOWN + 1
    per_day = [0, *[2] * (count - 2), 20]
    lines = {
        f"l{number}": {"arrivals": {"per_day": calls, "profile": "profile.csv"}}
        for number, calls in enumerate(per_day)
    }
    agents = {"works_at": "phone", "heads": 2}
    centre = {"lines": lines, "pools": ["agents"]}
    found = run(small({"halls": None, "pools": {"agents": agents}, "centres.town": centre}), 1)
    axes = gap_between_lines(found, "speed_of_answer")
    assert [label.get_text() for label in axes.get_yticklabels()] == list(lines)[1:]
    assert title(axes).endswith(": the 40 largest of 41")


def test_of_very_many_targets_forty_have_a_panel_and_one_counts_the_rest(result: Result) -> None:
    (plan,) = (plan for plan in figure_plans([result], "en") if plan.name == "targets")
    assert len(plan.panels) == MOST_SHOWN + 1
    axes = Figure().add_subplot()
    plan.panels[-1](axes)
    assert texts(axes) == ["and 10 more, which the tables have"]


def test_a_figure_of_few_has_no_word_on_the_rest() -> None:
    target = {"measure": "wait_mean", "at_most": "5 min"}
    few = run(small({"targets": [target] * 3}), 1)
    (plan,) = (plan for plan in figure_plans([few], "en") if plan.name == "targets")
    assert len(plan.panels) == 3
    assert title(occupancy_by_pool(few)) == "Occupancy by pool"


def test_the_rest_is_counted_in_chinese_too() -> None:
    assert texts(rest(1234, language="zh")) == ["另有 1,234 个，见表格"]
