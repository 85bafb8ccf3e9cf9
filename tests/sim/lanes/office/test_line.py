"""Orders in line by rank, against sorting a plain list."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes.office import line
from sim.lanes.office.table import NONE, ORDER
from sim.rules.office import rank

COUNT = 12
"""Orders, of which each stands in line or does not."""


@njit(**OPTIONS)
def stands(orders, first, row, takes_due):
    return line.stand(orders, first, row, takes_due)


@njit(**OPTIONS)
def leaves(orders, first, row, takes_due):
    return line.leave(orders, first, row, takes_due)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)), min_size=COUNT, max_size=COUNT
    ),
    st.lists(st.integers(0, COUNT - 1), max_size=60),
    st.booleans(),
)
def test_the_first_in_line_has_the_least_rank_whoever_joins_and_leaves(
    ranks: list[tuple[int, int, int]], moves: list[int], takes_due: bool
) -> None:
    """An order that is named joins, or leaves if it is in line; at the end all leave from the front, in the order of their ranks."""
    orders = np.zeros(COUNT, ORDER)
    orders["priority"], orders["joined"], orders["due"] = np.array(ranks).T
    orders["number"] = np.arange(COUNT)
    key = [rank(each, takes_due) for each in orders.view(np.recarray)]
    there: set[int] = set()
    first = NONE
    for row in moves:
        first = (leaves if row in there else stands)(orders, first, row, takes_due)
        there ^= {row}
        assert first == min(there, key=key.__getitem__, default=NONE)
        assert set(np.flatnonzero(orders["waits"]).tolist()) == there
    left = []
    while first != NONE:
        left.append(int(first))
        first = leaves(orders, first, first, takes_due)
    assert left == sorted(there, key=key.__getitem__)
