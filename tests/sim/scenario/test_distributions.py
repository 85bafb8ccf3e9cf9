"""Distributions: the mean that is written is the mean that is drawn, and each variate rises with its uniform."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.scenario.distributions import Distribution
from sim.scenario.tables import Tables

SHAPES = {
    "{exponential: 6 min}": stats.expon(scale=6),
    "{gamma: 6 min, 0.5}": stats.gamma(a=4, scale=1.5),  # cv 0.5: shape 1 / 0.5**2
    "{gamma: 6 min, 2}": stats.gamma(a=0.25, scale=24),
    "{erlang: 6 min, 3}": stats.gamma(a=3, scale=2),
    "{lognormal: 6 min, 0.6}": stats.lognorm(s=math.sqrt(math.log(1.36)), scale=6 / math.sqrt(1.36)),
    "{weibull: 6 min, 1.5}": stats.weibull_min(c=1.5, scale=6 / math.gamma(1 + 1 / 1.5)),
    "{weibull: 6 min, 0.7}": stats.weibull_min(c=0.7, scale=6 / math.gamma(1 + 1 / 0.7)),
    "{triangular: 1, 2, 6 min}": stats.triang(c=0.2, loc=1, scale=5),
    "{triangular: 1, 1, 6 min}": stats.triang(c=0, loc=1, scale=5),
    "{triangular: 1, 6, 6 min}": stats.triang(c=1, loc=1, scale=5),
    "{uniform: 2, 9 min}": stats.uniform(loc=2, scale=7),
}
"""SciPy's own distributions, with parameters from the textbook's formulas for mean and coefficient of variation."""

WRITTEN = {
    "{exponential: 6 min}": {"exponential": {"mean": "6 min"}},
    "{gamma: 6 min, 0.5}": {"gamma": {"mean": "6 min", "cv": 0.5}},
    "{gamma: 6 min, 2}": {"gamma": {"mean": "360 s", "cv": 2}},
    "{erlang: 6 min, 3}": {"erlang": {"mean": "0.1 h", "stages": 3}},
    "{lognormal: 6 min, 0.6}": {"lognormal": {"mean": "6 min", "cv": 0.6}},
    "{weibull: 6 min, 1.5}": {"weibull": {"mean": "6 min", "shape": 1.5}},
    "{weibull: 6 min, 0.7}": {"weibull": {"mean": "6 min", "shape": 0.7}},
    "{triangular: 1, 2, 6 min}": {"triangular": {"low": "1 min", "mode": "2 min", "high": "6 min"}},
    "{triangular: 1, 1, 6 min}": {"triangular": {"low": "1 min", "mode": "1 min", "high": "6 min"}},
    "{triangular: 1, 6, 6 min}": {"triangular": {"low": "1 min", "mode": "6 min", "high": "6 min"}},
    "{uniform: 2, 9 min}": {"uniform": {"low": "2 min", "high": "9 min"}},
}
GRID = (np.arange(5_000) + 0.5) / 5_000
EDGES = np.array([0.0, 5e-324, 1e-16, 1e-9, 1 - 1e-9, 1 - 2.0**-53])


@pytest.fixture(params=SHAPES, ids=str)
def shape(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_inverse_is_that_of_scipy(shape: str) -> None:
    """SciPy computes the same quantiles from textbook parameters."""
    found = Distribution.model_validate(WRITTEN[shape]).inverse(GRID)
    np.testing.assert_allclose(found, SHAPES[shape].ppf(GRID), rtol=1e-9)


def test_the_mean_is_that_of_scipy(shape: str) -> None:
    """SciPy's mean of the same distribution."""
    assert Distribution.model_validate(WRITTEN[shape]).mean_minutes == pytest.approx(
        SHAPES[shape].mean(), rel=1e-12
    )


def test_the_mean_is_the_integral_of_the_inverse(shape: str) -> None:
    """Integral of the quantile function by the midpoint rule, and the rest of the upper tail by SciPy's expectation."""
    distribution, edge = Distribution.model_validate(WRITTEN[shape]), 1 - 1e-3
    fine = (np.arange(200_000) + 0.5) / 200_000 * edge
    body = distribution.inverse(fine).mean() * edge
    last = float(distribution.inverse(np.array([edge]))[0])
    tail = SHAPES[shape].expect(lb=last)
    assert body + tail == pytest.approx(distribution.mean_minutes, rel=2e-5)


def test_a_variate_rises_with_its_uniform(shape: str) -> None:
    """Common random numbers need it."""
    times = Distribution.model_validate(WRITTEN[shape]).inverse(np.sort(np.concatenate([GRID, EDGES])))
    assert (np.diff(times) >= 0).all()


def test_a_uniform_of_zero_gives_the_least_time(shape: str) -> None:
    """The lower end of the support; no warning, no minus, nothing infinite."""
    least = Distribution.model_validate(WRITTEN[shape]).inverse(np.zeros(1))
    assert least == pytest.approx(SHAPES[shape].support()[0])
    assert not np.signbit(least).any()
    assert np.isfinite(Distribution.model_validate(WRITTEN[shape]).inverse(EDGES)).all()


@given(
    low=st.integers(0, 500),
    up=st.integers(0, 500),
    more=st.integers(0, 500),
    uniforms=st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=20),
)
def test_every_triangle_rises_and_stays_within_its_corners(
    low: int, up: int, more: int, uniforms: list[float]
) -> None:
    """Where the two sides meet, rounding must not make a longer uniform a shorter time."""
    high = low + up + more + 1
    corners = {"low": f"{low} s", "mode": f"{low + up} s", "high": f"{high} s"}
    triangle = Distribution.model_validate({"triangular": corners})
    joint = up / (high - low)
    near = [joint, np.nextafter(joint, 0), np.nextafter(joint, 1)]
    times = triangle.inverse(np.sort(np.clip([*uniforms, *near], 0, 1 - 2.0**-53)))
    assert (np.diff(times) >= 0).all()
    assert triangle.triangular is not None
    assert times.min() >= triangle.triangular.low
    assert times.max() <= triangle.triangular.high


def test_observed_times_have_equal_chances(tmp_path: Path) -> None:
    """Three times, sorted: each has a third of the uniforms; the mean of 1, 2 and 6 is 3."""
    (tmp_path / "times.csv").write_text("minutes\n6\n1\n2\n")
    times = Distribution.model_validate({"empirical": "times.csv"}, context={"tables": Tables(tmp_path)})
    found = times.inverse(np.array([0.0, 0.33, 0.34, 0.66, 0.67, 1 - 2.0**-53]))
    assert found.tolist() == [1, 1, 2, 2, 6, 6]
    assert times.mean_minutes == 3


def test_observed_times_may_be_in_seconds_beside_other_columns(tmp_path: Path) -> None:
    """90 s are 1.5 min."""
    (tmp_path / "times.csv").write_text("# from the ticket machine\nticket,seconds\nA1,90\n\nA2,30\n")
    times = Distribution.model_validate({"empirical": "times.csv"}, context={"tables": Tables(tmp_path)})
    assert times.empirical == (0.5, 1.5)


def test_only_a_bare_duration_is_constant() -> None:
    """A constant needs no dice."""
    assert Distribution.model_validate("6 min").is_constant
    assert Distribution.model_validate({"constant": "6 min"}) == Distribution.model_validate("6 min")
    assert Distribution.model_validate("6 min").inverse(EDGES).tolist() == [6.0] * len(EDGES)
    assert Distribution.model_validate("6 min").mean_minutes == 6
    assert not Distribution.model_validate({"exponential": {"mean": "6 min"}}).is_constant
