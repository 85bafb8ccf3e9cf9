"""M/M/c/K against a textbook's example, its limits, and brute force."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gamma

from sim import theory
from tests.sim.theory.chains import birth_death


def test_the_inspection_station_of_the_textbook():
    """Gross et al. 2008, example 2.5: a car a minute, three stalls, six minutes each, room for seven; three digits are printed."""
    found = theory.mmck(1, 1 / 6, 3, 7)
    assert found.queue == pytest.approx(3.09, abs=0.005)
    assert found.present == pytest.approx(6.06, abs=0.005)
    assert found.mean_wait + 6 == pytest.approx(12.3, abs=0.1)  # they divide rounded numbers
    assert 60 * found.blocked == pytest.approx(30.3, abs=0.05)


def test_it_has_its_limits():
    """No waiting place gives Erlang B, very many give Erlang C."""
    assert theory.mmck(8, 1, 10, 10).blocked == pytest.approx(float(theory.erlang_b(10, 8)), rel=1e-12)
    assert theory.mmck(8, 1, 10, 400).mean_wait == pytest.approx(
        float(theory.mmc_mean_wait(8, 1, 10)), rel=1e-9
    )
    assert theory.mmck(8, 1, 10, 400).wait_within(0.3) == pytest.approx(float(theory.mmc_wait_within(8, 1, 10, 0.3)), rel=1e-9)  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "service", "servers", "places"), [(18, 2, 10, 15), (3, 1, 1, 4), (50, 1, 20, 33)]
)
def test_it_solves_the_balance_equations(rate, service, servers, places):
    states = np.arange(places + 1)
    share = birth_death(rate, service * np.minimum(states[1:], servers))
    found = theory.mmck(rate, service, servers, places)
    admitted = share[:-1] / share[:-1].sum()
    late = sum(
        admitted[n] * gamma.sf(0.2, n - servers + 1, scale=1 / servers / service)
        for n in range(servers, places)
    )
    assert found.blocked == pytest.approx(share[-1], rel=1e-9)
    assert found.occupancy == pytest.approx(share @ np.minimum(states, servers) / servers, rel=1e-9)
    wait = admitted @ np.maximum(states[:-1] - servers + 1, 0) / servers / service
    assert found.mean_wait == pytest.approx(wait, rel=1e-9)
    assert found.wait_within(0.2) == pytest.approx(1 - late, rel=1e-9)


def test_fewer_places_than_servers_are_refused():
    with pytest.raises(ValueError, match="places = 9 is out of range, give a whole number of 10 or more"):
        theory.mmck(8, 1, 10, 9)
