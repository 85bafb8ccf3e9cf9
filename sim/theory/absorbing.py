"""Chains that end: how often a state is visited before the end.

Source: Kemeny and Snell, *Finite Markov Chains*, 1960, chapter 3: the fundamental matrix of an absorbing chain.
"""

from __future__ import annotations

import numpy as np

from sim.theory.arguments import Floats


def expected_visits(first: Floats, goes_on: Floats) -> Floats:
    """How often each transient state is visited in the mean.

    Parameters
    ----------
    first : ndarray
        Chance that the chain begins in each state, shape (..., states).
    goes_on : ndarray
        Chance to go from each state to each other one, shape (states, states); what a row lacks to one is the chance that the chain ends. It
        ends from every state at some time.
    """
    found = np.linalg.solve((np.eye(len(goes_on)) - goes_on).T, first[..., None])[..., 0]
    return np.asarray(found, dtype=np.float64)
