"""M/M/n+G against published formulas, Erlang A, and its limits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import theory


def constant(patience):
    return lambda time: np.where(time < patience, 1.0, 0.0)


@pytest.mark.parametrize(
    ("rate", "service", "patience", "servers"), [(48, 1, 0.5, 50), (8, 1, 3.0, 5), (300, 1, 0.7, 290)]
)
def test_exponential_patience_is_erlang_a(rate, service, patience, servers):
    exact = theory.erlang_a(rate, service, patience, servers)
    found = theory.mmn_g(rate, service, servers, lambda time: np.exp(-patience * time))
    for name in ("wait_probability", "abandonment", "mean_wait", "mean_wait_served", "queue", "occupancy"):
        assert getattr(found, name) == pytest.approx(float(getattr(exact, name)), rel=1e-9), name


@pytest.mark.parametrize(("load", "patience"), [(0.5, 1.0), (0.9, 2.0), (1.4, 0.3)])
def test_one_server_and_constant_patience_lose_as_barrer_says(load, patience):
    """Barrer, "Queuing with impatient customers and ordered service", Operations Research 5 (1957): M/M/1+D."""
    decay = math.exp(-(1 - load) * patience)
    lost = (1 - load) * load * decay / (1 - load**2 * decay)
    found = theory.mmn_g(load, 1, 1, constant(patience), [patience])
    assert found.abandonment == pytest.approx(lost, rel=1e-10)


def test_constant_patience_has_its_limits():
    """None at all gives Erlang B, endless patience Erlang C."""
    assert theory.mmn_g(9, 1, 10, constant(1e-9), [1e-9]).abandonment == pytest.approx(
        float(theory.erlang_b(10, 9)), rel=1e-6
    )
    endless = theory.mmn_g(9, 1, 10, lambda time: np.ones_like(time))
    assert endless.abandonment == 0
    assert endless.wait_probability == pytest.approx(float(theory.erlang_c(10, 9)), rel=1e-9)
    assert endless.mean_wait == pytest.approx(float(theory.mmc_mean_wait(9, 1, 10)), rel=1e-9)


def test_constant_patience_cuts_the_offered_wait():
    """Time in queue with constant patience is min(V, D) of the offered wait V; nobody stays longer than D."""
    found = theory.mmn_g(44, 2, 20, constant(1 / 3), [1 / 3])
    assert found.mean_time.max() == pytest.approx(1 / 3, rel=1e-9)
    assert found.mean_wait == pytest.approx(float(found.density @ np.minimum(found.offered, 1 / 3)), rel=1e-9)
    assert found.abandonment == pytest.approx(float(found.density[found.offered > 1 / 3].sum()), rel=1e-12)


def test_a_queue_that_grows_for_ever_is_refused(monkeypatch):
    """After ten thousand services instead of a million, which take seconds."""
    monkeypatch.setattr("sim.theory.patience.LONGEST", 1e4)
    with pytest.raises(ValueError, match="so many never hang up that the queue grows for ever"):
        theory.mmn_g(42, 2, 20, lambda time: 0.97 + 0.03 * np.exp(-time))
