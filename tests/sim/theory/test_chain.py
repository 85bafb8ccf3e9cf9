"""Chains against two states by hand, balance equations and matrix exponentials."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import trapezoid
from scipy.linalg import expm

from sim import theory
from sim.theory import chain as module


def test_two_states_by_hand():
    """On at rate 2, off at rate 3: 2/5 of the time on; from off, P(on at t) = 2/5 (1 - e^(-5t)), and its average."""
    found = theory.markov_chain((0,), lambda state: [((1 - state[0],), 3.0 if state[0] else 2.0)])
    assert found.states == ((0,), (1,))
    assert found.steady_state == pytest.approx([0.6, 0.4])
    average, last = found.course(0.7)
    decay = np.exp(-3.5)
    assert last[1] == pytest.approx(0.4 * (1 - decay), rel=1e-12)
    assert average[1] == pytest.approx(0.4 - 0.4 * (1 - decay) / 3.5, rel=1e-12)
    assert found.mean(found.steady_state, lambda state: 10 * state[0]) == pytest.approx(4)


def test_its_course_is_the_matrix_exponential():
    """A cycle with a shortcut, of which nothing is reversible."""
    found = theory.markov_chain(
        (0,), lambda state: [(((state[0] + 1) % 5,), 1.0 + state[0]), (((state[0] * 2) % 5,), 0.3)]
    )
    rates = found.rates.toarray()
    generator = rates - np.diag(rates.sum(axis=1))
    average, last = found.course(1.3)
    np.testing.assert_allclose(last, expm(1.3 * generator)[0], rtol=1e-10)
    times = np.linspace(0, 1.3, 2001)
    inside = np.array([expm(time * generator)[0] for time in times[::20]])
    np.testing.assert_allclose(average, trapezoid(inside, times[::20], axis=0) / 1.3, rtol=2e-4)
    np.testing.assert_allclose(found.steady_state @ generator, 0, atol=1e-12)


def test_what_cannot_be_a_chain_is_refused(monkeypatch):
    with pytest.raises(ValueError, match=r"the rate from \(0,\) to \(1,\) is -1.0, give zero or more"):
        theory.markov_chain((0,), lambda state: [((1,), -1.0)])
    monkeypatch.setattr(module, "MOST_STATES", 100)
    with pytest.raises(ValueError, match="the chain has more than 100 states"):
        theory.markov_chain((0,), lambda state: [((state[0] + 1,), 1.0)])
