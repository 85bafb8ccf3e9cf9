"""A time limit: the only place where the optimizer asks for the time, of a clock that it is given."""

from __future__ import annotations

from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds since some moment; never runs backwards."""


class Deadline:
    """So many seconds from now on.

    Parameters
    ----------
    seconds : float, optional
        How many; without end if not given.
    clock : callable
        Tells the time.
    """

    def __init__(self, seconds: float | None = None, clock: Clock = lambda: 0.0) -> None:
        self.seconds, self.clock = seconds, clock
        self._begun = clock()

    def left(self, share: float = 1.0) -> float | None:
        """Seconds that are left, or a share of them; None where there is no end."""
        if self.seconds is None:
            return None
        return max(0.0, share * (self.seconds - (self.clock() - self._begun)))

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return self.left() == 0.0

    @property
    def seconds_if_over(self) -> float | None:
        """How many seconds there were, where no time is left; None where there still is some."""
        return self.seconds if self.is_over else None
