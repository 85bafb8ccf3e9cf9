"""Retrial queues against Falin's formulas, and what they become without retrials."""

from __future__ import annotations

import pytest

from sim import theory


@pytest.mark.parametrize(("load", "again"), [(0.7, 0.5), (0.4, 3.0)])
def test_one_server_has_falins_orbit(load, again):
    """Falin 1990: M/M/1/1, mean orbit ρ (ρ + λ/γ) / (1 - ρ)."""
    found = theory.retrial_queue(load, 1, 1, 1, again)
    assert found.orbit == pytest.approx(load * (load + load / again) / (1 - load), rel=1e-8)
    assert found.busy == pytest.approx(load, rel=1e-9)
    assert found.full == pytest.approx(load, rel=1e-9)


@pytest.mark.parametrize(("load", "again"), [(1.2, 0.5), (1.5, 2.0)])
def test_two_servers_have_falins_relation(load, again):
    """Falin 1990: mean orbit (1 + γ)/γ (ρ - Var C) / (c - ρ), where C servers are busy; with E C = ρ and P(C = 2) that is Var C."""
    found = theory.retrial_queue(load, 1, 2, 2, again)
    variance = load + 2 * found.full - load**2
    assert found.busy == pytest.approx(load, rel=1e-9)
    assert found.orbit == pytest.approx((1 + again) / again * (load - variance) / (2 - load), rel=1e-8)


def test_at_once_is_a_queue():
    """Who tries again all the time waits as in M/M/c; of those present some wait."""
    found = theory.retrial_queue(1.4, 1, 2, 2, 1e4)
    assert found.full == pytest.approx(float(theory.erlang_c(2, 1.4)), rel=1e-3)
    assert found.orbit == pytest.approx(1.4 * float(theory.mmc_mean_wait(1.4, 1, 2)), rel=1e-3)


def test_without_retrials_it_is_erlang_a():
    exact = theory.erlang_a(48, 1, 0.5, 50)
    found = theory.retrial_queue(48, 1, 50, 300, 1, patience_rate=0.5)
    assert found.attempts == pytest.approx(48, rel=1e-12)
    assert found.abandoned / 48 == pytest.approx(float(exact.abandonment), rel=1e-9)


def test_who_does_not_hang_up_for_good_is_served():
    """Conservation: calls that come less those that are given up are those that are answered."""
    found = theory.retrial_queue(42, 2, 20, 180, 1, patience_rate=2, again_abandoned=0.5)
    assert 42 - found.abandoned / 2 == pytest.approx(2 * found.busy, rel=1e-9)
    assert found.attempts == pytest.approx(42 + found.abandoned / 2, rel=1e-9)


def test_ever_more_retrials_are_refused():
    with pytest.raises(
        ValueError, match="arrival_rate = 2 makes ever more people try again, give less than 2"
    ):
        theory.retrial_queue(2, 1, 2, 2, 1)
