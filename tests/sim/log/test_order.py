"""Order by several whole numbers, against Python's own sort of tuples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.log.order import order_by

NARROW = st.tuples(st.integers(-3, 3), st.integers(0, 2**20), st.integers(-9, 10**6))
WIDE = st.tuples(st.integers(-(2**40), 2**40), st.integers(0, 2**40), st.integers(-5, 5))


@pytest.mark.parametrize("rows", [NARROW, WIDE], ids=["as one number", "one by one"])
@given(data=st.data())
def test_rows_stand_in_the_order_of_their_tuples(
    rows: st.SearchStrategy[tuple[int, ...]], data: st.DataObject
):
    drawn = data.draw(st.lists(rows, unique=True, min_size=1, max_size=30))
    order = order_by(*np.array(drawn, dtype=np.int64).T)
    assert [drawn[place] for place in order] == sorted(drawn)


def test_keys_that_fill_63_bits_exactly_and_one_more():
    for bits in (62, 63):
        keys = np.array([2**bits - 1, 0, 1], dtype=np.int64), np.array([0, 1, 0], dtype=np.int64)
        assert order_by(*keys).tolist() == [1, 2, 0]


def test_the_keys_stay_as_they_are():
    one, other = np.array([2, 1, 2]), np.array([1, 0, 0])
    assert order_by(one, other).tolist() == [1, 2, 0]
    assert one.tolist() == [2, 1, 2]
    assert other.tolist() == [1, 0, 0]


def test_no_rows_have_no_order():
    assert not len(order_by(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)))
