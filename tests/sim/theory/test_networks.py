"""Networks against published values."""

from __future__ import annotations

import pytest

from sim import theory


def test_a_jackson_network_has_the_published_numbers_present():
    """Flows 5, 10, 7.5, service rate 10, servers 1, 2, 1: 1, 4/3 and 3 present."""
    found = theory.jackson([5, 5, 0], [[0, 1, 0], [0, 0, 0.75], [0, 0, 0]], [10, 10, 10], [1, 2, 1])
    assert found.arrivals == pytest.approx([5, 10, 7.5])
    assert found.present == pytest.approx([1, 4 / 3, 3])


def test_customers_who_return_add_to_the_flow():
    """By hand: a quarter comes back, so 6 from outside are 8 arrivals; M/M/1 at .8 has 4 present."""
    found = theory.jackson([6], [[0.25]], [10], [1])
    assert (found.arrivals[0], found.present[0]) == pytest.approx((8, 4))
