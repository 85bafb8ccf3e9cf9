"""A time limit: the only place where the optimizer asks for the time, of a clock that it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Literal

from sim.running.executor import WorkerLost

Clock = Callable[[], float]
"""Seconds since some moment; never runs backwards."""

Alarm = Callable[[float], AbstractContextManager[None]]
"""Raises `OutOfTime` after so many seconds, wherever the work is then, if it is not left before."""


class OutOfTime(BaseException):
    """The time limit is over. As Ctrl-C is, it is no error that somebody on the way may handle."""


@dataclass
class BrokenOff:
    """Why work ended before its time.

    Attributes
    ----------
    by : str
        ``user`` for Ctrl-C and other requests to stop, ``system`` where a worker was lost, empty where it did not.
    reason : str
        What is known of that.
    """

    by: Literal["", "user", "system"] = ""
    reason: str = ""


@dataclass
class Behind:
    """What comes behind the last of a search, such as the scenario's own staffing beside its plan.

    Attributes
    ----------
    seconds : float
        How long it takes, as far as that is known.
    """

    seconds: float = 0.0


class Deadline:
    """So many seconds from now on.

    Parameters
    ----------
    seconds : float, optional
        How many; without end if not given.
    clock : callable
        Tells the time.
    alarm : callable, optional
        Rings when the time is over. Without one, work looks at the clock between two of its steps.
    reserved : float
        Seconds at the end that a search leaves to what comes after it; see `last`.
    broken_off : BrokenOff, optional
        Where it is written down, for all deadlines of one piece of work, that somebody asked to stop.
    behind : Behind, optional
        Where it is written down, for all of them too, what comes behind: it is left even by what comes last.
    """

    def __init__(
        self,
        seconds: float | None = None,
        clock: Clock = lambda: 0.0,
        alarm: Alarm | None = None,
        reserved: float = 0.0,
        broken_off: BrokenOff | None = None,
        behind: Behind | None = None,
    ) -> None:
        self.seconds, self.clock, self.alarm, self.reserved = seconds, clock, alarm, reserved
        self.broken_off, self.behind = broken_off or BrokenOff(), behind or Behind()
        self._begun, self._left_already = clock(), 0.0

    @property
    def last(self) -> Deadline:
        """The same with what is reserved."""
        other = self._with(self.seconds)
        other._begun, other._left_already = self._begun, self._left_already
        return other

    def to_the_end(self, reserved: float) -> Deadline:
        """The same for what comes behind, of which so many seconds are reserved for its own end."""
        other = Deadline(self.seconds, self.clock, self.alarm, reserved, self.broken_off, self.behind)
        other._begun, other._left_already = self._begun, self.behind.seconds
        return other

    def leave(self, seconds: float) -> None:
        """Leave at least so many seconds to what comes behind."""
        self.behind.seconds = max(self.behind.seconds, seconds)

    def part(self, share: float) -> Deadline:
        """A share of what is left, from now on."""
        return self._with(self.last.left(share), share * self.reserved)

    def at_least(self, seconds: float) -> Deadline:
        """What is left, or so many seconds from now on where that is less."""
        left = self.left()
        return self._with(None if left is None else max(seconds, left))

    def _with(self, seconds: float | None, reserved: float = 0.0) -> Deadline:
        """So many seconds from now on of what is left already to what comes behind."""
        other = Deadline(seconds, self.clock, self.alarm, reserved, self.broken_off, self.behind)
        other._left_already = self.behind.seconds
        return other

    def again(self) -> Deadline:
        """As many seconds once more, from now on."""
        return Deadline(self.seconds, self.clock, self.alarm, self.reserved, self.broken_off)

    def left(self, share: float = 1.0) -> float | None:
        """Seconds that are left, or a share of them; None where there is no end."""
        if self.broken_off.by:
            return 0.0
        if self.seconds is None:
            return None
        behind = self.reserved + self.behind.seconds - self._left_already
        return max(0.0, share * (self.seconds - behind - (self.clock() - self._begun)))

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return self.left() == 0.0

    @property
    def seconds_if_over(self) -> float | None:
        """How many seconds there were, where no time is left; None where there still is some."""
        return self.seconds if self.is_over else None

    @contextmanager
    def ends(self) -> Iterator[None]:
        """Work that is broken off when the time is over, where somebody asks to stop, or when a worker is lost. Whoever does it then
        goes on with what was found until then."""
        left = self.left()
        try:
            with self.alarm(left) if self.alarm and left is not None else nullcontext():
                yield
        except OutOfTime:
            self.reserved += self.left() or 0.0  # the alarm's clock may be ahead by a little
        except KeyboardInterrupt:
            self.broken_off.by = "user"
        except WorkerLost as error:
            self.broken_off.by, self.broken_off.reason = "system", str(error)
