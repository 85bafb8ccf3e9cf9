"""Erlang B and C against published values, and against brute force that shares no formula with them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import erlang, poisson

from sim import theory
from tests.sim.theory.chains import birth_death


def test_erlang_b_gives_the_printed_tables():
    """Printed to six digits in tables of Erlang's loss formula (Cooper 1981, appendix)."""
    found = theory.erlang_b([10, 10, 20, 100], [5, 8, 15, 95])
    assert found == pytest.approx([0.018385, 0.121661, 0.045593, 0.048804], abs=5e-7)


def test_erlang_c_gives_the_printed_tables():
    """Printed to six digits; C(2, 1.6) is 32/45 by hand."""
    found = theory.erlang_c([2, 5, 10, 20, 100], [1.6, 4, 8, 18, 95])
    assert found == pytest.approx([0.711111, 0.554113, 0.409180, 0.550769, 0.506457], abs=5.1e-7)
    assert theory.erlang_c(2, 1.6) == pytest.approx(32 / 45, rel=1e-14)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.3), (3, 2.5), (12, 8.4), (40, 36.0), (150, 160.0)])
def test_erlang_b_solves_the_balance_equations(servers, load):
    """Brute force: the chain 0..c with births at `load` and deaths at 1, 2, ..."""
    share = birth_death(load, np.arange(1, servers + 1))
    assert theory.erlang_b(servers, load) == pytest.approx(share[-1], rel=1e-10)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.3), (3, 2.1), (12, 8.4), (40, 34.0)])
def test_erlang_c_and_the_mean_wait_solve_the_balance_equations(servers, load):
    """Brute force on the chain cut at 700; the wait by Little's law from the number waiting."""
    share = birth_death(load, np.minimum(np.arange(1, 701), servers))
    waiting = np.maximum(np.arange(701) - servers, 0)
    assert theory.erlang_c(servers, load) == pytest.approx(share[servers:].sum(), rel=1e-9)
    assert theory.mmc_mean_wait(load, 1, servers) == pytest.approx(share @ waiting / load, rel=1e-8)


@pytest.mark.parametrize("threshold", [0.0, 0.1, 0.7, 3.0])
def test_the_distribution_of_the_wait_adds_up_position_by_position(threshold):
    """Who finds j >= c present waits for j - c + 1 services at rate c: an Erlang distribution each."""
    share = birth_death(4.2, np.minimum(np.arange(1, 301), 6))
    late = sum(share[j] * erlang.sf(threshold, j - 5, scale=1 / 6) for j in range(6, 301))
    assert theory.mmc_wait_within(4.2, 1, 6, threshold) == pytest.approx(1 - late, rel=1e-10)


def test_a_quantile_is_where_the_distribution_reaches_the_share():
    shares = np.array([0.5, 0.8, 0.95, 0.999])
    times = theory.mmc_wait_quantile(4.2, 1, 6, shares)
    assert theory.mmc_wait_within(4.2, 1, 6, times[1:]) == pytest.approx(shares[1:], rel=1e-12)
    # 71 % need not wait at all (erlang_c(6, 4.2) = .29), so the median is zero
    assert times[0] == 0


def test_the_textbook_call_centre_needs_14_agents():
    """100 calls in 30 min, 3 min each, 80 % in 20 s: 14 agents, SL .88835, P(wait) .174132 (published)."""
    assert theory.fewest_agents(100 / 30, 1 / 3, 0.8, 1 / 3) == 14
    assert theory.mmc_wait_within(100 / 30, 1 / 3, 14, 1 / 3) == pytest.approx(0.88835, abs=5e-6)
    assert theory.mmc_wait_within(100 / 30, 1 / 3, 13, 1 / 3) < 0.8
    assert theory.erlang_c(14, 10) == pytest.approx(0.174132, abs=5e-7)


@pytest.mark.parametrize("load", [0.5, 7.0, 60.0, 900.0])
def test_fewest_agents_meet_the_service_level_and_one_fewer_do_not(load):
    agents = theory.fewest_agents(load, 1, 0.9, 0.05)
    assert theory.mmc_wait_within(load, 1, agents, 0.05) >= 0.9
    assert agents == 1 or theory.mmc_wait_within(load, 1, agents - 1, 0.05) < 0.9


def test_fifty_agents_without_abandonment_as_in_garnett_mandelbaum_reiman():
    """Their introduction: 20.8 s, 90th percentile 58.1 s, 17 waiting, 96 % busy."""
    assert 60 * theory.mmc_mean_wait(48, 1, 50) == pytest.approx(20.8, abs=0.05)
    assert 60 * theory.mmc_wait_quantile(48, 1, 50, 0.9) == pytest.approx(58.1, abs=0.05)
    assert 48 * theory.mmc_mean_wait(48, 1, 50) == pytest.approx(17, abs=0.5)


def test_overload_waits_for_ever():
    assert theory.erlang_c(5, [5, 6]).tolist() == [1, 1]
    assert theory.mmc_mean_wait([5, 6], 1, 5).tolist() == [np.inf, np.inf]
    assert theory.mmc_wait_within(6, 1, 5, 10.0) == 0
    assert theory.mmc_wait_quantile(6, 1, 5, 0.5) == np.inf
    assert theory.mg1_mean_wait(1, 1, 0.5) == np.inf
    assert theory.mdc_mean_wait(2, 1, 2) == np.inf
    assert theory.dmc_mean_wait(2, 1, 2) == np.inf


def test_arrays_broadcast_and_scalars_stay_scalars():
    table = theory.erlang_c(np.array([[6], [7]]), np.array([2.0, 3.0, 4.0]))
    assert table.shape == (2, 3)
    assert table[1, 2] == theory.erlang_c(7, 4.0)
    assert np.ndim(theory.erlang_b(3, 2.0)) == 0


def test_thousands_of_servers_keep_their_digits():
    """Erlang B against the Poisson quotient in logarithms: p(c) / P(N <= c)."""
    expected = math.exp(poisson.logpmf(5000, 4950.0) - poisson.logcdf(5000, 4950.0))
    assert theory.erlang_b(5000, 4950.0) == pytest.approx(expected, rel=1e-9)
