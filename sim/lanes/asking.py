"""Contacts that come because of orders: whose they are in the log, and what they leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Asking(Columns):
    """One entry a contact.

    Attributes
    ----------
    case : ndarray of int
        Number of the case whose contact left the order, as :func:`sim.log.sheet.case_number` has it.
    before : ndarray of int
        What is added to the number of the attempt, which counts from 1 anew.
    category, cause : ndarray of int
        The order that each leaves, where the problem of an earlier one is back: number of its category among those of all offices, and of its cause
        in the office; -1 of those who ask.
    customer : ndarray of float
        The uniform that says which customer each is.
    """

    case: Ints
    before: Ints
    category: Ints
    cause: Ints
    customer: Floats
