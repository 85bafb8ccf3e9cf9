"""The finite day against published values, and against brute force that shares no formula with them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.stats import gamma

from sim import theory


def test_the_finite_day_solves_kolmogorovs_equations():
    """Brute force: the same day by an ODE solver and numerical averages."""
    rate, service, servers, length, size = 2.0, 0.5, 5, 12.0, 120
    deaths = service * np.minimum(np.arange(size), servers)
    generator = np.diag(np.full(size - 1, rate), 1) + np.diag(deaths[1:], -1)
    generator -= np.diag(generator.sum(axis=1))
    both = np.zeros((2 * size, 2 * size))
    both[:size, :size], both[:size, size:] = generator, np.eye(size)
    share = expm(both * length)[0, size:] / length
    found = theory.mmc_finite_day(rate, service, servers, length, 0.4)
    states = np.arange(size)
    late = sum(
        share[j] * gamma.sf(0.4, j - servers + 1, scale=1 / servers / service) for j in range(servers, size)
    )
    assert found.wait_probability == pytest.approx(share[servers:].sum(), rel=1e-9)
    assert found.wait_within == pytest.approx(1 - late, rel=1e-9)
    assert found.occupancy == pytest.approx(share @ np.minimum(states, servers) / servers, rel=1e-9)
    assert found.queue == pytest.approx(share @ np.maximum(states - servers, 0), rel=1e-9)
    wait = share @ np.maximum(states - servers + 1, 0) / servers / service
    assert found.mean_wait == pytest.approx(wait, rel=1e-9)


def test_the_empty_start_counts_half_as_much_on_a_day_twice_as_long():
    """Once the start is forgotten, what it took off the wait is a fixed sum that the day's length divides."""
    steady = float(theory.mmc_mean_wait(4.2, 0.5, 12))
    lost = [steady - theory.mmc_finite_day(4.2, 0.5, 12, length, 1 / 3).mean_wait for length in (480, 960)]
    assert lost[0] / lost[1] == pytest.approx(2, rel=1e-4)


def test_the_published_day_contains_the_exact_one():
    """Buist and L'Ecuyer's MMC, 1,000 days, 95 % intervals: the definitions agree."""
    found = theory.mmc_finite_day(4.2, 0.5, 12, 480, 1 / 3)
    assert 0.900 <= found.wait_within <= 0.904
    assert 0.097 <= found.mean_wait <= 0.102
    assert 0.694 <= found.occupancy <= 0.697
