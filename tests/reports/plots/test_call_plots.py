"""Plots of call centres: they show what is in the results, in halls and centres of one scenario, too."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from reports.figure_plans import KINDS, figure_plans
from reports.plots import (
    calls_over_day,
    flow_of_cases,
    gap_between_lines,
    heads_over_day,
    heat_map,
    level_over_day,
    occupancy_over_day,
    target_reached,
)
from reports.plots.bands import Band, Box, draw_bands
from reports.plots.calls import day_of_calls
from reports.plots.flow import boxes_and_bands
from reports.plots.heads import day_of_heads
from reports.words import LANGUAGES, words
from sim import run
from sim.results.estimates import mean_of_all
from sim.results.flow import SOLVED, UNSOLVED, Flow, flows
from sim.results.result import Result

LEVEL = "service_level_30_s_missed"

DRAWINGS = {
    "calls": lambda results, **more: calls_over_day(results[0], **more),
    "level": level_over_day,
    "heads": lambda results, **more: heads_over_day(results[0], "centre:town", **more),
    "occupancy": lambda results, **more: occupancy_over_day(results[0], **more),
    "lines": lambda results, **more: gap_between_lines(results, LEVEL, **more),
    "flow": lambda results, **more: flow_of_cases(results[0], **more),
    "heat": lambda results, **more: heat_map(results[0], LEVEL, **more),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_plot_draws_on_the_axes_it_is_given_and_returns_them(draw, calls, language):
    axes = Figure().add_subplot()
    assert draw(calls, ax=axes, language=language) is axes
    assert axes.get_title(loc="left")


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_plot_draws_one_replication_without_intervals(draw, calls):
    draw([result.first(1) for result in calls]).get_figure().canvas.draw()


def test_the_bars_of_calls_are_all_calls_of_a_day(calls):
    """Each call is answered or hangs up here: the centre serves all who wait at its closing."""
    offered, answered, left = day_of_calls(calls[0])
    days = calls[0].frame.days
    assert offered.mean.sum() == pytest.approx(calls[0].estimate("calls_offered").mean / days)
    assert answered.sum() == pytest.approx(calls[0].estimate("calls_answered").mean / days)
    np.testing.assert_allclose(answered + left, offered.mean)
    assert offered.mean[0] > 0 < offered.mean[-1]


def test_the_target_is_drawn_at_its_threshold(calls):
    lines = [line for line in level_over_day(calls).lines if len(set(line.get_ydata())) == 1]
    assert [line.get_ydata()[0] for line in lines] == [80.0]


def test_the_target_of_a_channel_is_drawn_with_the_level_of_that_channel(calls):
    """On the phone alone, as the target says; there is no other channel here, so the curve is that of all calls."""
    of_phone = {"measure": LEVEL, "scope": "channel:phone", "at_least": "70 %"}
    result = run(calls[0].scenario.replace({"targets": [of_phone]}), 3)
    lines = level_over_day(result).lines
    assert 70.0 in [line.get_ydata()[0] for line in lines if len(set(line.get_ydata())) == 1]


def test_a_gap_below_zero_is_on_the_axis_of_its_target(calls):
    """The better line's gap to the other is negative: its mean must not lie outside the axes."""
    gap = {"measure": f"gap_{LEVEL}", "at_most": "5 %"}
    names = [{**gap, "scope": f"language:{name}"} for name in ("han", "mongol")]
    result = run(calls[0].scenario.replace({"targets": names}), 3)
    means = [100 * verdict.estimate.mean for verdict in result.verdicts()]
    assert min(means) < 0 < max(means)
    for number, mean in enumerate(means):
        low, high = target_reached(result, number).get_xlim()
        assert low <= 0
        assert low < mean
        assert high > max(mean, 5.0)


def test_heads_are_those_of_the_schedule(calls):
    """Four agents and one hired, nobody missing, in each of the half-hours from 08:00 to 12:00."""
    present, _, offered = day_of_heads(calls[0], "centre:town")
    np.testing.assert_allclose(present.mean, 5)
    assert present.start.tolist() == list(range(480, 720, 30))
    assert (offered.high >= offered.mean).all()


def test_a_bar_of_a_line_is_its_measure(calls):
    axes = gap_between_lines(calls[:1], "speed_of_answer")
    seconds = [
        60 * calls[0].estimate("speed_of_answer", f"language:{line}").mean for line in ("han", "mongol")
    ]
    assert [bar.get_width() for bar in axes.patches] == pytest.approx(seconds)


def test_where_the_schedule_has_nobody_there_is_no_occupancy(both):
    """Overtime after 12:00 is all busy, and no part of the curve."""
    axes = occupancy_over_day(both[0])
    for line in axes.lines:
        late = np.array(line.get_xdata()) > 720
        assert np.isnan(np.array(line.get_ydata())[late]).all()


def test_what_flows_into_a_box_flows_out(both):
    boxes, bands = boxes_and_bands(flows(both[0]), both[0].frame.days, words("en"))
    column = {box.name: box.column for box in boxes}
    for box in boxes:
        into = sum(band.value for band in bands if band.end == box.name)
        out = sum(band.value for band in bands if band.start == box.name)
        assert box.column == 0 or into == pytest.approx(box.value)
        assert box.column == 3 or out == pytest.approx(box.value)
    assert {column[name] for name in ("hall", "phone")} == {1}


def test_those_who_come_again_are_told_apart_by_the_channels_of_both_contacts():
    """Whom the app does not settle calls: of 40 a day in the app 10 do, and 3 of 50 calls are followed by another; one chat in
    10,000 is too few for a box of its own."""

    def count(value):
        return mean_of_all(np.array([value]), np.array([1]))

    nothing = dict.fromkeys((*SOLVED, *UNSOLVED, "other"), count(0.0))
    found = [
        Flow(channel, count(first), count(again), nothing | ends, followed)
        for channel, first, again, ends, followed in (
            ("app", 40.0, 0.0, {"by_oneself": count(30.0), "not_contained": count(10.0)},
             {("not_contained", "phone"): count(10.0)}),
            ("phone", 37.0, 13.0, {"by_agent": count(45.0), "left": count(5.0)}, {("left", "phone"): count(3.0)}),
            ("chat", 1.0, 0.01, {"by_agent": count(1.0), "left": count(0.01)}, {("left", "chat"): count(0.01)}),
        )
    ]  # fmt: skip
    boxes, bands = boxes_and_bands(found, 1, words("en"))
    again = {box.name: (box.label[0], box.value) for box in boxes if box.name.startswith("again_")}
    assert again == {
        "again_app_phone": ("again: in the app → on the phone", 10.0),
        "again_phone_phone": ("again: on the phone → on the phone", 3.0),
        "again_other": ("again", 0.01),
    }
    ways = {
        (band.start, band.end): band.value for band in bands if band.value and band.end.startswith("again_")
    }
    assert ways == {
        ("not_contained", "again_app_phone"): 10.0,
        ("left", "again_phone_phone"): 3.0,
        ("left", "again_other"): 0.01,
    }
    (given_up,) = (box.value for box in boxes if box.name == "not_solved")
    assert given_up == pytest.approx(2.0)


def test_a_long_label_takes_no_room_from_other_boxes():
    """Five boxes of one line share an inch, each with 0.012 of air; that the box in the next column has three lines changes nothing."""
    few = [Box(0, f"a{place}", ("a",), 1.0, "red") for place in range(5)]
    long = Box(1, "b", ("one", "two", "three"), 5.0, "red")
    axes = Figure().add_subplot()
    draw_bands(axes, [*few, long], [], 1.0)
    heights = [patch.get_height() for patch in axes.patches]
    assert heights[-1] == pytest.approx(5 * heights[0])
    assert 5 * (heights[0] + 0.012) == pytest.approx(1.0)


def test_boxes_are_as_high_as_what_goes_through_them_and_do_not_overlap():
    """Three units go to 2.9 and 0.1: the small box has room for its label, 0.135 of an inch, and each for 0.012 of air."""
    boxes = [
        Box(0, "a", ("a",), 3.0, "red"),
        Box(1, "b", ("b",), 2.9, "red"),
        Box(1, "c", ("c",), 0.1, "red"),
    ]
    axes = Figure().add_subplot()
    draw_bands(axes, boxes, [Band("a", "b", 2.9, "red"), Band("a", "c", 0.1, "red")], 1.0)
    large, upper, lower = axes.patches[2:]
    assert upper.get_height() / large.get_height() == pytest.approx(2.9 / 3)
    assert upper.get_height() + 0.135 + 2 * 0.012 == pytest.approx(1.0)
    assert lower.get_y() > upper.get_y() + upper.get_height()
    assert 0 <= large.get_y() <= lower.get_y() + lower.get_height() <= 1


OF_PLANS = ("plan", "frontier")


def test_each_kind_of_site_has_its_figures(results, calls, both):
    def kinds(found: list[Result]) -> set[str]:
        return {plan.kind for plan in figure_plans(found, "en")}

    of_calls = {"calls_over_day", "level_over_day", "level_heat_map", "lines", "flow"}
    of_visits = {"waits_over_day", "wait_heat_map"}
    of_others = {"backlog", "order_flow", "control_chart", "causes", "timeline"}  # of offices and of outages
    assert not kinds(results[:1]) & of_calls
    assert kinds(calls) == set(KINDS) - of_visits - of_others - {"wait_distribution", *OF_PLANS}
    assert kinds(both) == set(KINDS) - of_others - {
        "lines",
        "differences",
        *OF_PLANS,
    }  # of one line and one policy
