"""Brute force that shares no formula with the closed forms: Markov chains."""

from __future__ import annotations

import numpy as np


def birth_death(rate, deaths):
    """Steady state of a birth-and-death process, from its balance equations alone."""
    size = len(deaths) + 1
    generator = np.zeros((size, size))
    for state, death in enumerate(deaths):
        generator[state, state + 1] = rate
        generator[state + 1, state] = death
    generator -= np.diag(generator.sum(axis=1))
    equations = generator.T.copy()
    equations[-1] = 1.0
    return np.linalg.solve(equations, np.eye(size)[-1])
