"""Offered load and square roots against published values, and against differential equations."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.stats import norm, poisson

from sim import theory


def test_the_offered_load_of_a_sinusoid_is_the_published_one():
    """Feldman et al. 2008: m(t) = 100 + 10 (sin t - cos t)."""
    times = np.linspace(0, 7, 30)
    expected = 100 + 10 * (np.sin(times) - np.cos(times))
    assert theory.sinusoidal_load(times, 100, 20, 1) == pytest.approx(expected)


def test_the_offered_load_solves_its_differential_equation():
    """m' = lambda(t) - mu m, integrated from zero for twenty services (the start is then forgotten to e-20)."""
    solution = solve_ivp(
        lambda t, m: 30 + 12 * np.sin(0.5 * t) - 2 * m, (0, 10), [0.0], rtol=1e-10, atol=1e-12
    )
    found = theory.sinusoidal_load(10.0, 30, 12, 2, frequency=0.5)
    assert found == pytest.approx(solution.y[0, -1], rel=1e-6)


@pytest.mark.parametrize(("quality", "aim"), [(1.2816, 0.1), (0.8416, 0.2), (0.0, 0.5)])
def test_square_root_staffing_of_the_sinusoid_stays_near_its_aim(quality, aim):
    """Feldman et al. 2008: P(delay) = P(Poisson(m) >= ceil(m + beta sqrt(m))); brute force adds up the Poisson terms."""
    load = theory.sinusoidal_load(np.linspace(0, 2 * np.pi, 100), 100, 20, 1)
    servers = theory.square_root_staffing(load, quality)
    delay = theory.poisson_delay_probability(load, servers)
    for mean, count, chance in zip(load, servers, delay, strict=True):
        terms = sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count))
        assert chance == pytest.approx(1 - terms, abs=1e-11)
    # the rule rounds up by at most one server, worth at most the largest Poisson term, .42 standard deviations a server
    assert np.all(np.abs(delay - aim) < poisson.pmf(load.astype(int), load))


def test_square_root_staffing_rounds_up():
    """By hand: 100 + 1.2816 * 10 = 112.8; never below zero."""
    assert theory.square_root_staffing([100, 4], [1.2816, -9]).tolist() == [113, 0]


def test_halfin_and_whitt_is_the_limit_of_erlang_c():
    """Their table: beta = 1 gives .22; Erlang C with 10**6 Erlang agrees to about 1/sqrt(load)."""
    expected = 1 / (1 + norm.cdf(1) / norm.pdf(1))
    assert theory.halfin_whitt_delay(1.0) == pytest.approx(expected)
    assert theory.halfin_whitt_delay(1.0) == pytest.approx(float(theory.erlang_c(10100, 10000.0)), rel=0.01)
