"""The rules of causes and needs: which are taken, and which problems do not arise.

These functions call no others but NumPy's, and read columns.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def most_frequent(orders: Ints, allowed: Flags | np.bool_, number: int) -> Flags:
    """The causes that are chosen at the begin of a month: those of which most orders have come, of equal ones the one that the file names first.

    Parameters
    ----------
    orders : ndarray of int
        How many have come of each cause, shape (lanes, causes); one without any is not chosen.
    allowed : ndarray of bool
        Which may be chosen.
    number : int
        How many in each lane.
    """
    counted = np.where(allowed, orders, 0)
    place = np.argsort(np.argsort(-counted, axis=1, kind="stable"), axis=1, kind="stable")
    return (place < number) & (counted > 0)


def no_longer_arises(gone_from: Any, removed: Any, uniform: Any, time: Any) -> Any:
    """Whether a problem does not arise at a time, since from a time before on a share of its cause's problems does not.

    Of one problem, or of columns of them.
    """
    return (time >= gone_from) & (uniform < removed)


def first_of_each(kind: Ints, most: Ints) -> Flags:
    """Which of some things are among the first ones of their kind, in their order.

    Parameters
    ----------
    kind : ndarray of int
        The number of the kind of each.
    most : ndarray of int
        By kind: how many.
    """
    order = np.argsort(kind, kind="stable")
    sorted_kind = kind[order]
    place = np.arange(len(kind)) - np.searchsorted(sorted_kind, sorted_kind)
    found = np.zeros(len(kind), np.bool_)
    found[order] = place < most[sorted_kind]
    return found
