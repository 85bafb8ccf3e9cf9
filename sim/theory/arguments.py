"""What the arguments of closed forms must be, and the message where they are not."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def positive(name: str, value: ArrayLike) -> Floats:
    """Finite numbers above zero."""
    return _checked(name, value, lambda array: array > 0, "above zero")


def not_negative(name: str, value: ArrayLike) -> Floats:
    """Finite numbers of zero or more."""
    return _checked(name, value, lambda array: array >= 0, "of zero or more")


def fraction(name: str, value: ArrayLike) -> Floats:
    """Numbers from 0 up to, and without, 1."""
    return _checked(name, value, lambda array: (array >= 0) & (array < 1), "from 0 to below 1")


def whole(name: str, value: ArrayLike, least: int = 1) -> NDArray[np.int64]:
    """Whole numbers of `least` or more."""
    right = f"a whole number of {least} or more"
    array = _checked(name, value, lambda each: (each >= least) & (each % 1 == 0), right)
    return array.astype(np.int64)


def _checked(name: str, value: ArrayLike, fits: object, right: str) -> Floats:
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} = {value!r} is not a number, give one {right}") from None
    with np.errstate(invalid="ignore"):
        sound = np.isfinite(array) & fits(array)  # type: ignore[operator]
    if not sound.all():
        kind = right if right.startswith("a ") else f"a finite number {right}"
        raise ValueError(f"{name} = {value!r} is out of range, give {kind}")
    return array
