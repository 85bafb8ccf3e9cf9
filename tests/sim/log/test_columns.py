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
