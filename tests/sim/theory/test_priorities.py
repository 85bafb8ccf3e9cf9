"""Priorities against published values, and against what holds of any of them."""

from __future__ import annotations

import numpy as np
import pytest

from sim import theory


def test_priorities_give_the_published_waits():
    """c = 5, rates 1, 1.5, 2, service rate 1 (Kella and Yechiali 1985)."""
    found = theory.mmc_priority_waits([1, 1.5, 2], 1, 5)
    assert found == pytest.approx([0.19062, 0.38125, 3.04997], abs=5e-6)


def test_priorities_only_share_out_the_wait():
    """Conservation law: the mean over all customers is that of first come, first served."""
    rates = np.array([0.3, 1.1, 2.0])
    mean = rates @ theory.mmc_priority_waits(rates, 0.8, 5) / rates.sum()
    assert mean == pytest.approx(theory.mmc_mean_wait(3.4, 0.8, 5), rel=1e-12)
    waits = theory.mg1_priority_waits([0.2, 0.3], [1, 1], [0.5, 0.5])
    assert (0.2 * waits[0] + 0.3 * waits[1]) / 0.5 == pytest.approx(
        theory.mg1_mean_wait(0.5, 1, 0.5), rel=1e-12
    )


def test_urgent_classes_keep_their_wait_when_the_others_are_too_many():
    """By hand: one server always busy, rate 1: W1 = 1 / (1 - .5) = 2."""
    assert theory.mmc_priority_waits([0.5, 0.9], 1, 1).tolist() == [2.0, np.inf]


def test_two_classes_of_one_server_by_hand():
    """Cobham: rates .2, .4, services 1 (constant), 1 (exponential): residual .2/2 + .4 = .5; .5/.8, .5/(.8 * .4)."""
    assert theory.mg1_priority_waits([0.2, 0.4], [1, 1], [0, 1]) == pytest.approx([0.625, 1.5625])
