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


def day_by_chain(places, patience):
    """The same day as a chain without a closed form: shares over the day and at its end, by the number present."""

    def moves(state):
        present = state[0]
        leave = 0.5 * min(present, 12) + patience * max(present - 12, 0)
        arrive = [((present + 1,), 4.2)] if present < places else []
        return [*arrive, ((present - 1,), leave)] if present else arrive

    chain = theory.markov_chain((0,), moves)
    return chain, *chain.course(480)


def test_calls_that_hang_up_on_the_finite_day():
    """59.263 a day, known from elsewhere; 0.027 of them hang up after its end. Brute force: simulate what then happens by recursion."""
    found = theory.mmck_finite_day(4.2, 0.5, 12, 480, patience_rate=1)
    assert found.abandoned == pytest.approx(59.263, abs=5e-4)
    assert (found.arrived, found.blocked) == (2016.0, 0.0)
    chain, over, last = day_by_chain(80, 1.0)

    def later(present):
        waiting = present - 12
        return 0.0 if waiting <= 0 else waiting / (6 + waiting) + later(present - 1)

    during = 480 * chain.mean(over, lambda state: max(state[0] - 12, 0))
    after = chain.mean(last, lambda state: later(state[0]))
    assert found.abandoned == pytest.approx(during + after, rel=1e-9)
    assert after == pytest.approx(0.0266, abs=5e-5)


def test_calls_that_are_blocked_on_the_finite_day():
    """18.863 a day, known from elsewhere: 12 agents and five places to wait."""
    found = theory.mmck_finite_day(4.2, 0.5, 12, 480, places=17)
    assert found.blocked == pytest.approx(18.863, abs=5e-4)
    assert found.abandoned == 0
    chain, over, _ = day_by_chain(17, 0.0)
    assert found.blocked == pytest.approx(2016 * chain.mean(over, lambda state: state[0] == 17), rel=1e-9)
