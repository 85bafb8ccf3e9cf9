"""The least caution with which a plan by requirements holds: times which volume, from the forecast on, it must be made for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

PRECISION = 0.01
"""How near to the least caution is near enough (assumed: a hundredth of the volume is less than a head in a hundred)."""


def least_caution(holds: Callable[[float], bool], cautions: Iterable[float]) -> float | None:
    """The first of some cautions that holds, or one between it and the one before, to a precision; None where none holds.

    Parameters
    ----------
    holds : callable
        Whether the plan with a caution holds; it may be asked about each caution once.
    cautions : iterable of float
        From the forecast's own, 1, on, each larger than the one before.
    """
    short: float | None = None
    for caution in cautions:
        if holds(caution):
            return caution if short is None else _between(holds, short, caution)
        short = caution
    return None


def _between(holds: Callable[[float], bool], short: float, good: float) -> float:
    """The least caution above one that falls short, up to one that holds, to the precision: by bisection."""
    while good - short > 1.5 * PRECISION:
        steps = round((good - short) / PRECISION)
        middle = round(short + steps // 2 * PRECISION, 6)
        if holds(middle):
            good = middle
        else:
            short = middle
    return good
