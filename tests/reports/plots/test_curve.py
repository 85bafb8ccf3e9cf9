"""Curves of a result on axes of matplotlib, as in a notebook."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import reports.fonts
from sim import run
from sim.results.result import Result
from tests.scenarios_for_tests import small

FROM = {"late": ["10:00-12:00"], "early": ["08:00-10:00"]}


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Figures are closed, and fonts as they were."""
    with mpl.rc_context():
        yield
    plt.close("all")


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """Ten times as many come early as late: 200 within two hours, to one clerk who serves 15 an hour; 20 are no trouble."""
    profile = "start,end,weight\n08:00,10:00,1\n10:00,12:00,1\n"
    found = []
    for name, hours in FROM.items():
        changes = {"calendar.hours": hours, "halls.north.arrivals.per_day": 400 if name == "early" else 40}
        scenario = small(changes | {"policies": {name: {}}}, {"profile.csv": profile})
        found.append(run(scenario.with_policy(name), replications=2))
    return found


def seen(axes: Axes) -> bool:
    """Whether every point of every line lies within the limits."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    points = np.concatenate([np.column_stack(line.get_data()) for line in axes.get_lines()]).astype(float)
    points = points[~np.isnan(points).any(axis=1)]
    return bool(((points >= [left, bottom]) & (points <= [right, top])).all())


@pytest.mark.parametrize("order", [1, -1])
def test_both_curves_are_in_sight_whichever_comes_first(results: list[Result], order: int) -> None:
    """The README's own line: the second on the axes of the first."""
    first, second = results[::order]
    axes = first.plot("wait_mean", ax=second.plot("wait_mean"))
    assert seen(axes)
    assert axes.get_ylim()[0] == 0


def test_time_is_a_number_so_that_hours_are_in_order(results: list[Result]) -> None:
    """Late first, from those on who wait at the door at 09:30; they stay behind 08:00, and are printed as such."""
    axes = results[1].plot("wait_mean", ax=results[0].plot("wait_mean"))
    late, early = (line.get_xdata() for line in axes.get_lines())
    assert (min(early), min(late)) == (480, 570)
    assert axes.xaxis.get_major_formatter()(570.0) == "09:30"


def test_a_line_breaks_where_nobody_comes() -> None:
    """From 09:00 to 11:00 nobody does; half-hours from 08:00 to 11:30 are eight."""
    table = "start,end,weight\n08:00,09:00,1\n11:00,12:00,1\n"
    axes = run(small({}, {"profile.csv": table}), 3).plot("wait_mean")
    (line,) = axes.get_lines()
    shown = dict(zip(*(values.tolist() for values in map(np.asarray, line.get_data())), strict=True))
    assert list(shown) == [480 + 30 * place for place in range(8)]
    assert all(np.isnan(shown[minute]) for minute in (540, 570, 600, 630))


def test_a_measure_without_values_draws_nothing() -> None:
    """Nobody comes, so that nobody waits."""
    axes = run(small({"halls.north.arrivals.per_day": 0}), 2).plot("wait_mean")
    axes.get_figure().canvas.draw()  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "families"), [("两人", ["sans-serif", "A font"]), ("two", ["sans-serif"])])
def test_a_legend_that_is_made_later_has_a_font_with_chinese_where_a_name_needs_it(
    name: str, families: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports.fonts, "font_families", lambda: [reports.fonts.USUAL, "A font"])
    result = run(small({"policies": {name: {}}}).with_policy(name), 1)
    for _ in range(2):  # once is enough
        (text,) = result.plot("wait_mean").legend().get_texts()
        assert text.get_fontfamily() == families
