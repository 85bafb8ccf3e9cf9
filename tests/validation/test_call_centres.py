"""Call centres whose answers are known or published, through the real engine, at a fixed seed.

Exact values are held inside 99 % intervals. Two simulations of one figure, ours and a published one, are held by the 99 %
interval of their difference, from both standard errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import norm, poisson

import sim
from sim import theory
from sim.estimates import Estimate
from sim.result import Result
from tests.validation.models import SCENARIOS


@lru_cache(maxsize=4)
def simulated(name: str, replications: int, seed: int) -> Result:
    return sim.run(sim.load(SCENARIOS / f"{name}.yaml"), replications, seed, engine="simpy")


def holds(found: Estimate, expected: float) -> bool:
    return found.low <= expected <= found.high


QUICK_AND_LONG = pytest.mark.parametrize("long", [False, pytest.param(True, marks=pytest.mark.slow)])


@dataclass(frozen=True)
class Published:
    """A published interval of a figure, from 1,000 days or weeks."""

    model: str
    measure: str
    low: float
    high: float
    confidence: float
    digits: float
    scale: float = 1.0


# Buist and L'Ecuyer, ContactCenters: examples (2014). MMC and Telethon: 95 % intervals; CallCC: 90 %. Waits of CallCC are
# those of all callers, and the good ones include those who hang up within 20 s; it gives seconds.
PUBLISHED = (
    Published("call_mmc", "service_level_20_s_missed", 0.900, 0.904, 0.95, 0.001),
    Published("call_mmc", "speed_of_answer", 0.097, 0.102, 0.95, 0.001),
    Published("call_cc", "time_in_queue", 10.060, 13.608, 0.9, 0.001, 60.0),
    Published("call_cc", "service_level_20_s_met", 0.844, 0.862, 0.9, 0.001),
    Published("call_cc", "abandoned", 0.0311, 0.0374, 0.9, 0.0001),
    Published("telethon", "calls_answered", 961.4, 964.8, 0.95, 0.1),
)
REPLICATIONS = {"call_mmc": (12, 1000), "call_cc": (30, 1000), "telethon": (20, 1000)}


@QUICK_AND_LONG
@pytest.mark.parametrize("figure", PUBLISHED, ids=lambda each: f"{each.model}-{each.measure}")
def test_two_simulations_of_a_call_centre_agree(figure: Published, long: bool):
    replications = REPLICATIONS[figure.model][long]
    found = simulated(figure.model, replications, 2 if long else 1).estimate(figure.measure, confidence=0.99)
    ours = figure.scale * (found.high - found.low) / 2
    z = norm.ppf(0.995) / norm.ppf((1 + figure.confidence) / 2)
    theirs = (figure.high - figure.low) / 2 * z
    middle = (figure.low + figure.high) / 2
    assert abs(figure.scale * found.mean - middle) <= math.hypot(ours, theirs) + figure.digits / 2


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


def present(pieces: np.ndarray, length: float, steps: int) -> np.ndarray:
    """Mean number present at `steps` points of each piece, from empty: rates of each piece are constant, mu = theta = 1.

    m' = rate - m within a piece, so m(t) = rate + (m(0) - rate) exp(-t).
    """
    times = (np.arange(steps) + 0.5) * length / steps
    found, start = np.empty((len(pieces), steps)), 0.0
    for number, rate in enumerate(pieces / length):
        found[number] = rate + (start - rate) * np.exp(-times)
        start = rate + (start - rate) * math.exp(-length)
    return found


@QUICK_AND_LONG
def test_the_delay_follows_a_poisson_law_over_the_cycle(long: bool):
    """Feldman, Mandelbaum, Massey and Whitt 2008: with theta = mu the number present is Poisson(m(t)).

    100 agents all day; a call waits if 100 or more are present. Ten stretches of five minutes over the last cycle of
    2 pi hours, each with its exact chance.
    """
    scenario = sim.load(SCENARIOS / "feldman.yaml")
    weights = np.array([row.weights[0] for row in scenario.centres["centre"].lines["one"].arrivals.profile])
    waits = poisson.sf(99, present(weights, 1 / 12, 50)).mean(axis=1)
    result = simulated("feldman", 400 if long else 16, 2 if long else 1)
    spread = []
    for point in range(10):
        stretch = round((17.5 + point * 2 * math.pi / 10) * 12)
        period = f"2024-01-01T{stretch // 12:02d}:{stretch % 12 * 5:02d}"
        found = result.estimate("service_level_0_s_missed", "all", period, 0.999)
        assert holds(found, 1 - waits[stretch]), period
        spread.append(waits[stretch])
    assert min(spread) < 0.2
    assert max(spread) > 0.8  # the ten points are no ten times the same
