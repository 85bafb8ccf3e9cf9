"""All plots: they draw on the axes that they are given, and show what is in the results."""

import sys
import warnings
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from reports.figures import draw_figures
from reports.plots import (
    heat_map,
    occupancy_by_pool,
    paired_differences,
    queue_over_day,
    target_reached,
    wait_distribution,
    waits_over_day,
)
from reports.plots.clock import curve, hours_that_fit
from reports.plots.distribution import cumulative
from reports.plots.heat import values_by_day
from reports.plots.style import columns, plain
from sim import run
from tests.scenarios_for_tests import small

DRAWINGS = {
    "waits": lambda results, **more: waits_over_day(results, **more),
    "queue": lambda results, **more: queue_over_day(results, **more),
    "occupancy": lambda results, **more: occupancy_by_pool(results, **more),
    "distribution": lambda results, **more: wait_distribution(results, **more),
    "heat": lambda results, **more: heat_map(results[0], **more),
    "differences": lambda results, **more: paired_differences(results, **more),
    "target": lambda results, **more: target_reached(results, **more),
}


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_plot_draws_on_the_axes_it_is_given_and_returns_them(draw, results):
    axes = Figure().add_subplot()
    assert draw(results, ax=axes) is axes
    assert axes.get_title(loc="left")


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_plot_makes_its_own_axes_without_touching_pyplot(draw, results):
    already = set(sys.modules)
    axes = draw(results)
    assert axes.get_figure() is not None
    assert "matplotlib.pyplot" not in set(sys.modules) - already


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_plot_draws_one_replication_without_intervals(draw, once):
    draw(once).get_figure().canvas.draw()


@pytest.mark.parametrize("draw", [waits_over_day, queue_over_day, occupancy_by_pool, wait_distribution])
def test_a_single_result_needs_no_list(draw, results):
    assert draw(results[0]).get_legend() is None


def test_the_line_breaks_over_the_lunch_closure(results):
    """Hours are 09:00-11:00 and 13:00-15:00, the door opens to waiting from half an hour before: 11:00 to 12:30 is empty."""
    found = curve(results[0], "queue_mean", "all")
    empty = found.start[np.isnan(found.mean)]
    assert empty.tolist() == [660.0, 690.0, 720.0, 750.0]


def test_the_axis_of_waits_starts_at_zero(results):
    assert waits_over_day(results).get_ylim()[0] == 0


@pytest.mark.parametrize("draw", [waits_over_day, queue_over_day, wait_distribution])
@pytest.mark.parametrize("order", [1, -1])
def test_a_second_drawing_hides_nothing_of_the_first_and_looks_different(draw, order, results):
    """Policies one after the other on the same axes, whichever waits longer: as many looks as lines, and all within the limits."""
    axes = Figure().add_subplot()
    limits = []
    for result in results[:2][::order]:
        draw([result], ax=axes)
        limits.append((*axes.get_xlim(), *axes.get_ylim()))
        alone = draw([result])
        assert axes.get_xlim()[1] >= alone.get_xlim()[1]
        assert axes.get_ylim()[1] >= alone.get_ylim()[1]
    (left, right, bottom, top), (left_after, right_after, bottom_after, top_after) = limits
    assert (left_after <= left, right_after >= right, bottom_after <= bottom, top_after >= top) == (True,) * 4
    assert len({line.get_color() for line in axes.get_lines()}) == len(axes.get_legend().get_texts()) == 2
    assert len({text.get_text() for text in axes.texts}) == len(axes.texts)


def test_legends_have_the_fonts_of_the_report(results, monkeypatch):
    monkeypatch.setattr("reports.plots.style.font_families", lambda: ["DejaVu Sans", "Noto Sans CJK JP"])
    (fonts,) = {tuple(text.get_fontfamily()) for text in waits_over_day(results).get_legend().get_texts()}
    assert fonts == ("DejaVu Sans", "Noto Sans CJK JP")


def test_times_are_printed_as_clock_times(results):
    figure = waits_over_day(results).get_figure()
    figure.canvas.draw()
    labels = [tick.get_text() for tick in figure.axes[0].get_xticklabels()]
    assert {"09:00", "10:00", "13:00"} <= set(labels)


@pytest.mark.parametrize(("minutes", "inches", "step"), [(600, 8, 60), (600, 3, 180), (1440, 8, 120)])
def test_ticks_of_the_day_are_as_far_apart_as_their_labels_need(minutes, inches, step):
    """A label takes 0.55 inch: 8 inches hold 13 of them, 3 inches hold 4."""
    assert hours_that_fit(minutes, inches) == step


def test_labels_of_the_day_do_not_touch(results):
    figure = waits_over_day(results, ax=Figure(figsize=(3.5, 3)).add_subplot()).get_figure()
    figure.canvas.draw()
    boxes = [
        tick.get_window_extent()
        for tick in figure.axes[0].get_xticklabels()
        if tick.get_text() and tick.get_visible()
    ]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


def test_the_distribution_is_the_share_served_within_so_many_minutes(results):
    """Against the registry: the share that waited at most 15 minutes; no wait here is 15 minutes to the tick."""
    share, _ = cumulative(results[0])
    assert share[14] == pytest.approx(results[0].estimate("wait_within_15_min").mean, abs=1e-12)
    assert np.all(np.diff(share) >= 0)


def test_the_heat_map_has_a_column_for_every_interval_from_first_to_last(results):
    starts, waits = values_by_day(results[0], "wait_mean")
    assert np.all(np.diff(starts) == 30)
    assert waits.shape == (2, len(starts))
    assert np.isnan(waits[:, starts == 690.0]).all()


def test_a_pool_without_heads_is_named_and_has_no_bar(results):
    axes = occupancy_by_pool(results[:2])
    assert "no heads on duty" in [text.get_text() for text in axes.texts]
    assert len(axes.patches) == 3


def test_bars_are_the_occupancies(results):
    axes = occupancy_by_pool(results[0])
    assert axes.patches[0].get_width() == pytest.approx(
        100 * results[0].estimate("occupancy", "pool:clerks").mean
    )


def test_a_difference_needs_two_results(results):
    with pytest.raises(ValueError, match="at least two"):
        paired_differences(results[:1])


def test_no_results_are_refused():
    with pytest.raises(ValueError, match="no result"):
        waits_over_day([])


def test_a_met_target_is_filled_and_a_missed_one_hollow(results):
    """One clerk for 60 customers a day of 4 hours: no wait is 500 min, and 99 % within 15 min is far off."""

    def faces(axes):
        return [line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "o"]

    assert faces(target_reached(results[:1], 0)) == ["#0072B2"]
    assert faces(target_reached(results[:1], 1)) == ["white"]


def test_a_label_shows_a_name_as_it_is():
    assert plain("a$b$") == r"a\$b\$"
    assert plain("bell\x07") == "bell"
    assert columns(plain("顺德" * 40)) <= 34
    assert plain("x" * 80).endswith("…")


def test_names_are_text_in_drawings_and_not_markup(results):
    drawings = b"".join(figure.svg + figure.narrow for figure in draw_figures(results[2:]))
    assert b"&lt;script&gt;alert(2)&lt;/script&gt;" in drawings
    assert b"<script" not in drawings
    assert b"$x^2$" in drawings
    assert "导引员".encode() in drawings


def test_every_policy_is_in_the_legend(results):
    labels = [text.get_text() for text in waits_over_day(results).get_legend().get_texts()]
    assert len(labels) == len(results)


def test_missing_characters_are_no_warnings(results):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw_figures(results[-1:], "zh")


def test_a_long_horizon_is_drawn_by_month():
    """1 January to 10 April 2024, 100 days: four rows, each with its name; 92 days would be 92 rows."""
    result = run(small({"calendar.days": 100}), 1)
    for language, last in (("en", "Apr 2024"), ("zh", "2024年4月")):
        axes = heat_map(result, language=language)
        assert len(axes.get_yticklabels()) == 4
        assert axes.get_yticklabels()[-1].get_text() == last
        assert axes.get_ylim() == (4, 0)
    _, values = values_by_day(result, "wait_mean")
    assert len(values) == 4
    assert len(values_by_day(run(small({"calendar.days": 92}), 1), "wait_mean")[1]) == 92


def test_of_many_months_each_january_is_named():
    """1 January 2024 and 1,096 days: 36 months and a day, so four Januaries."""
    changes = {"calendar.days": 1097, "calendar.open": "mon"}
    axes = heat_map(run(small(changes), 1))
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Jan 2024", "Jan 2025", "Jan 2026", "Jan 2027",
    ]  # fmt: skip
    assert axes.get_ylim() == (37, 0)
