"""Visits before an absorbing chain ends: a published example, and a sum of powers."""

import numpy as np

from sim.theory.absorbing import expected_visits


def test_the_random_walk_of_kemeny_and_snell():
    """Finite Markov Chains, example 2 of chapter 3: states 1, 2, 3 between two ends, one step each way with chance 1/2; N has the rows
    (3/2, 1, 1/2), (1, 2, 1), (1/2, 1, 3/2)."""
    walk = np.array([[0, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0]])
    np.testing.assert_allclose(
        expected_visits(np.eye(3), walk), [[1.5, 1, 0.5], [1, 2, 1], [0.5, 1, 1.5]], rtol=1e-14
    )


def test_visits_are_the_sum_of_all_powers():
    goes_on = np.array([[0.1, 0.4, 0.2], [0.3, 0.0, 0.3], [0.2, 0.2, 0.0]])
    first = np.array([0.5, 0.2, 0.1])
    total, now = np.zeros(3), first
    for _ in range(500):
        total, now = total + now, now @ goes_on
    np.testing.assert_allclose(expected_visits(first, goes_on), total, rtol=1e-12)
