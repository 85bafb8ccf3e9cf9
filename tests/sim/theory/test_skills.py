"""Designs of classes and pools against the queues that they are made of."""

from __future__ import annotations

import numpy as np
import pytest

from sim import theory


def test_classes_with_a_pool_each_are_erlang_a_twice():
    found = theory.skill_queue([8, 5], [3, 1], [1, 2], [5, 2], [[0], [1]])
    for each, exact in enumerate((theory.erlang_a(8, 1, 3, 5), theory.erlang_a(5, 2, 1, 2))):
        assert found.abandonment[each] == pytest.approx(float(exact.abandonment), rel=1e-8)
        assert found.mean_wait[each] == pytest.approx(float(exact.mean_wait), rel=1e-8)
        assert found.occupancy[each] == pytest.approx(float(exact.occupancy), rel=1e-8)


def test_one_pool_for_all_is_erlang_a_whoever_is_first():
    """With equal service and patience the number present does not hang on the order."""
    found = theory.skill_queue([3, 5], [2, 2], [1], [6], [[0], [0]])
    exact = theory.erlang_a(8, 1, 2, 6)
    assert found.abandonment @ [3, 5] / 8 == pytest.approx(float(exact.abandonment), rel=1e-8)
    assert found.abandonment[0] < found.abandonment[1]


def test_nearly_endless_patience_has_cobhams_waits():
    found = theory.skill_queue([1.0, 1.5], [1e-7, 1e-7], [1], [5], [[0], [0]], most_waiting=60)
    np.testing.assert_allclose(found.mean_wait, theory.mmc_priority_waits([1.0, 1.5], 1, 5), rtol=1e-4)


def test_a_pool_that_both_can_use_serves_whoever_needs_it():
    """N design: what is answered keeps agents busy; the flexible class is better off, the other one worse, than apart."""
    found = theory.skill_queue([18, 14], [4, 4], [4, 4], [3, 5], [[1], [0, 1]])
    answered = np.array([18, 14]) @ (1 - found.abandonment)
    assert 4 * (found.occupancy @ [3, 5]) == pytest.approx(answered, rel=1e-9)
    apart = [float(theory.erlang_a(rate, 4, 4, heads).abandonment) for rate, heads in ((18, 5), (14, 3))]
    assert found.abandonment[0] > apart[0]
    assert found.abandonment[1] < apart[1]


def test_too_few_places_are_refused():
    with pytest.raises(ValueError, match="most_waiting = 5 is reached"):
        theory.skill_queue([18, 14], [4, 4], [4, 4], [3, 5], [[1], [0, 1]], most_waiting=5)
    with pytest.raises(ValueError, match="shapes do not agree"):
        theory.skill_queue([18, 14], [4], [4, 4], [3, 5], [[1], [0, 1]])
