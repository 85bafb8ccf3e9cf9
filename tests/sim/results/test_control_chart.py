"""The control chart of the time to close, against orders counted by hand; and what figures say of rules that begin later."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from reports.figure_plans import figure_plans
from reports.page import render_page
from reports.plots import control_chart_of_orders
from sim import run
from sim.lanes import engine as lanes
from sim.log.orders import Orders
from sim.results.control_chart import begins_of, control_chart, limits_of_individuals
from sim.results.result import Result
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.reports.blank_figures import blank_figures
from tests.sim.results.test_orders import with_office

REPLICATIONS = 4
LATER: dict[str, Any] = {
    "begins": "2024-01-08",
    "pools.ops.heads": 4,
    "offices.bureau.categories.meter.deadline": "8 working hours",
}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """Fourteen days, open on each; on the eighth a policy begins: more heads, and a deadline for meters."""
    return with_office({"calendar.days": 14, "policies": {"later": LATER}}).with_policy("later")


@pytest.fixture(scope="module")
def result(scenario: Scenario) -> Result:
    return run(scenario, replications=REPLICATIONS)


def _orders(scenario: Scenario) -> Orders:
    log = lanes.simulate(scenario, 1, range(REPLICATIONS)).orders
    assert log is not None
    return log.orders.where(log.orders.created >= 0)


def test_limits_by_hand() -> None:
    """10, 12, 9, 11: mean 10.5, ranges 2, 3, 2; limits 10.5 ± 3 / 1.128 * 7 / 3. Means of four lie half as far apart as each."""
    one = np.array([[10.0, 12.0, 9.0, 11.0]])
    reach = 3 / 1.128 * 7 / 3
    assert limits_of_individuals(one, np.array([1])) == pytest.approx((10.5, 10.5 - reach, 10.5 + reach))
    assert limits_of_individuals(one, np.array([4])) == pytest.approx((10.5, 0.0, 10.5 + 2 * reach))
    assert np.isnan(limits_of_individuals(one[:, :3], np.array([1]))).all()


def test_points_are_means_of_the_orders_of_a_day(scenario: Scenario, result: Result) -> None:
    orders, found = _orders(scenario), control_chart(result)
    assert found.length == 1
    assert found.begins == begins_of(result) == [7]
    day, is_closed = orders.created // DAY, np.isfinite(orders.closed)
    expected, shown = [], []
    for number in range(14):
        own = day == number
        if own.any() and is_closed[own].mean() >= 0.95:
            shown.append(number)
            expected.append(float((orders.closed - orders.created)[own & is_closed].mean() / DAY))
    assert found.start.tolist() == shown
    assert len(shown) < 14  # of the last day not all are closed
    np.testing.assert_allclose(found.mean, expected, rtol=1e-9)
    assert found.lower < found.centre < found.upper


def test_orders_have_the_deadline_of_their_rules(scenario: Scenario, result: Result) -> None:
    """Meters are judged from the eighth day on alone: those that are closed, or late."""
    orders = _orders(scenario)
    with_deadline = (orders.category == 1) & (orders.created >= 7 * DAY)
    judged = with_deadline & (np.isfinite(orders.closed) | (orders.due < 14 * DAY))
    in_time = judged & (orders.closed <= orders.due)
    assert 0 < in_time.sum() < judged.sum() < (orders.category == 1).sum()
    share = in_time.sum() / judged.sum()
    assert result.estimate("in_time", "category:meter").mean == pytest.approx(share)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_and_plot(result: Result, language: str) -> None:
    axes = control_chart_of_orders(result, language=language)
    lines = [line for line in axes.lines if len(set(line.get_xdata())) == 1]  # type: ignore[arg-type]
    assert [next(iter(line.get_xdata())) for line in lines] == [7]
    assert "control_chart" in {plan.kind for plan in figure_plans([result], language)}
    assert "Montgomery" in render_page([result], language, figures=blank_figures([result], language))


def test_no_chart_where_nothing_begins(result: Result) -> None:
    plain = run(result.scenario.with_policy("baseline"), replications=2)
    assert "control_chart" not in {plan.kind for plan in figure_plans([plain], "en")}
