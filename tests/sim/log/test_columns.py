"""Rows of tables of columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns, joined


@dataclass(frozen=True)
class Fruit(Columns):
    """Two columns."""

    kind: NDArray[np.int64]
    weight: NDArray[np.float64]


THREE = Fruit(np.array([1, 2, 3]), np.array([0.1, 0.2, 0.3]))


def test_some_rows() -> None:
    """By number in the order asked for, by flag, and as a slice, all columns alike."""
    for rows, kinds in (
        (np.array([2, 0]), [3, 1]),
        (np.array([False, True, True]), [2, 3]),
        (slice(0), []),
    ):
        found = THREE.where(rows)
        assert isinstance(found, Fruit)
        assert found.kind.tolist() == kinds
        np.testing.assert_array_equal(found.weight, np.array(kinds) / 10)


def test_one_after_the_other() -> None:
    found = joined([THREE.where(slice(1, 3)), THREE])
    assert isinstance(found, Fruit)
    assert found.kind.tolist() == [2, 3, 1, 2, 3]
    assert found.weight.tolist() == [0.2, 0.3, 0.1, 0.2, 0.3]


def test_a_column_that_is_the_same_in_every_row_stays_one_value() -> None:
    """NaN too, which is equal to nothing; of other values all are written out."""

    def same(value: float, count: int) -> Fruit:
        return Fruit(np.arange(count), np.broadcast_to(value, count))

    for value, other, strides in ((0.5, 0.5, (0,)), (np.nan, np.nan, (0,)), (0.5, 0.25, (8,))):
        found = joined([same(value, 2), same(0.0, 0), same(other, 1)])
        assert found.weight.strides == strides
        np.testing.assert_array_equal(found.weight, [value, value, other])
    assert not len(joined([same(0.5, 0), same(0.25, 0)]).weight)
