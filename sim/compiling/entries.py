"""Structured arrays, whose entries are read and written in place; what is compiled works on them, but who only looks needs no compiler."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Record: TypeAlias = Any
"""One entry of a structured array, whose fields are read and written in place."""

Rows: TypeAlias = NDArray[Any]
"""A structured array."""

Whole: TypeAlias = int | np.integer[Any]
"""A whole number; one of NumPy, where the compiler would make the function anew for each plain one."""


def moved(rows: Rows) -> Rows:
    """The same entries as blocks of bytes, which NumPy copies at once and not field by field."""
    return rows.view(np.dtype(f"V{rows.dtype.itemsize}"))
