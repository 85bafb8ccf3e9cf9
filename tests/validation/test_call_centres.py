"""Call centres whose answers are known or published, through the real engine, at a fixed seed.

Exact values are held inside 99 % intervals. Two simulations of one figure, ours and a published one, are held by the 99 %
interval of their difference, from both standard errors.
"""

from __future__ import annotations

import pytest

from sim import theory
from sim.results.estimates import Estimate
from tests.validation.call_centres import PUBLISHED, REPLICATIONS, Published, feldman_points, simulated


def holds(found: Estimate, expected: float) -> bool:
    return found.low <= expected <= found.high


QUICK_AND_LONG = pytest.mark.parametrize("long", [False, pytest.param(True, marks=pytest.mark.slow)])


@QUICK_AND_LONG
@pytest.mark.parametrize("figure", PUBLISHED, ids=lambda each: f"{each.model}-{each.measure}")
def test_two_simulations_of_a_call_centre_agree(figure: Published, long: bool):
    replications = REPLICATIONS[figure.model][long]
    result = simulated(figure.model, replications, 2 if long else 1)
    assert figure.agrees(result.estimate(figure.measure, confidence=0.99))


@QUICK_AND_LONG
def test_a_finite_day_of_calls_agrees_with_its_exact_figures(long: bool):
    exact = theory.mmc_finite_day(4.2, 0.5, 12, 480, 1 / 3)
    result = simulated("call_mmc", REPLICATIONS["call_mmc"][long], 2 if long else 1)
    for measure, expected in (
        ("service_level_20_s_missed", exact.wait_within),
        ("speed_of_answer", exact.mean_wait),
        ("calls_offered", 2016.0),
    ):
        assert holds(result.estimate(measure, confidence=0.99), expected)


@QUICK_AND_LONG
def test_erlang_a_is_met_in_every_figure(long: bool):
    """Garnett, Mandelbaum and Reiman 2002: 50 agents, 48 calls a minute, service 1 min, patience 2 min."""
    exact = theory.erlang_a(48, 1, 0.5, 50)
    assert exact.abandonment == pytest.approx(0.03091, abs=5e-6)  # as printed
    assert exact.occupancy == pytest.approx(0.93032, abs=5e-6)
    result = simulated("call_erlang_a", 60 if long else 3, 2 if long else 1)
    for measure, expected in (
        ("abandoned", exact.abandonment),
        ("answered", 1 - exact.abandonment),
        ("queue_mean", exact.queue),
        ("time_in_queue", exact.queue / 48),
        ("speed_of_answer", exact.mean_wait_served),
        ("service_level_0_s_missed", 1 - exact.wait_probability),
        ("service_level_6_s_missed", exact.service_level(0.1)),
        ("occupancy", exact.occupancy),
    ):
        found = result.estimate(measure, "all", "2024-01-01T12:00", 0.99)
        assert holds(found, expected), measure


@QUICK_AND_LONG
def test_the_delay_follows_a_poisson_law_over_the_cycle(long: bool):
    """Ten stretches of five minutes over the last cycle, each with its exact chance."""
    points = feldman_points()
    result = simulated("feldman", 400 if long else 16, 2 if long else 1)
    for period, expected in points.items():
        assert holds(result.estimate("service_level_0_s_missed", "all", period, 0.999), expected), period
    assert max(points.values()) > 0.8
    assert min(points.values()) < 0.2  # the ten points are no ten times the same
