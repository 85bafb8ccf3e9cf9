"""Other distributions against published values, and against brute force that shares no formula with them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.stats import poisson

from sim import theory


def test_pollaczek_khinchine_by_hand():
    """rho = .8, E[S] = 1: M/M/1 waits 4, M/D/1 half of it, cv 2 five halves of it."""
    assert theory.mg1_mean_wait(0.8, 1, [1, 0, 2]) == pytest.approx([4, 2, 10])


def test_constant_service_gives_the_published_waits():
    """M/D/c with service 1, as tabulated (Seelen, Tijms and van Hoorn 1985)."""
    loads = (0.7, 0.8, 0.9)
    two = [theory.mdc_mean_wait(2 * busy, 1, 2) for busy in loads]
    ten = [theory.mdc_mean_wait(10 * busy, 1, 10) for busy in loads]
    assert two == pytest.approx([0.49361, 0.90328, 2.14692], abs=5e-6)
    assert ten == pytest.approx([0.04187, 0.10983, 0.34458], abs=5e-6)


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.6), (2, 0.8), (7, 0.9), (25, 0.85)])
def test_constant_service_iterates_to_the_same_wait(servers, busy):
    """Brute force: N' = (N - c)+ + Poisson(a), iterated until it stands still; the wait by Little's law."""
    load, size = servers * busy, 600
    comes = poisson.pmf(np.arange(size), load)
    present = np.eye(size)[0]
    for _ in range(400):
        left = np.append(present[: servers + 1].sum(), present[servers + 1 :])
        present = np.convolve(left, comes)[:size]
    waiting = present @ np.maximum(np.arange(size) - servers, 0)
    assert theory.mdc_mean_wait(load, 1, servers) == pytest.approx(waiting / load, rel=1e-8)


def test_constant_gaps_give_the_published_waits():
    """D/M/5 with service 1, as tabulated (Seelen, Tijms and van Hoorn 1985)."""
    found = [theory.dmc_mean_wait(5 * busy, 1, 5) for busy in (0.7, 0.8, 0.9)]
    assert found == pytest.approx([0.06654, 0.19471, 0.65674], abs=5e-6)


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.7), (3, 0.9), (12, 0.8)])
def test_constant_gaps_solve_their_embedded_chain(servers, busy):
    """Brute force: what an arrival finds, by the matrix exponential of the pure deaths over one gap."""
    size = 260
    deaths = np.minimum(np.arange(size + 1), servers).astype(float)
    generator = np.diag(deaths[1:], -1) - np.diag(deaths)
    arrives = np.eye(size + 1, k=1)
    arrives[-1, -1] = 1.0
    equations = (arrives @ expm(generator / (servers * busy))).T - np.eye(size + 1)
    equations[-1] = 1.0
    found = np.linalg.solve(equations, np.eye(size + 1)[-1])
    wait = found @ np.maximum(np.arange(size + 1) - servers + 1, 0) / servers
    assert theory.dmc_mean_wait(servers * busy, 1, servers) == pytest.approx(wait, rel=1e-8)
