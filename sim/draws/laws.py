"""What a uniform becomes: the laws of the table of draws.

A law is made for a place once (`at`), from what the scenario says there, and then gives values for any contacts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.draws.distribution_table import DistributionTable
from sim.draws.patience import Patiences
from sim.draws.place import Place
from sim.scenario.distributions import Distribution
from sim.time.ticks import on_grid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Bearers(Protocol):
    """Contacts, as laws read them."""

    @property
    def service(self) -> Ints:
        """Number of the service of each."""

    @property
    def segment(self) -> Ints:
        """Number of the segment of each."""

    @property
    def attempt(self) -> Ints | int:
        """Which contact of its case each is."""

    @property
    def chats(self) -> Flags | bool:
        """Whether it is a chat."""


class SomeBearers(NamedTuple):
    """Some contacts, as columns."""

    service: Ints
    segment: Ints
    attempt: Ints | int
    chats: Flags | bool = False


def some_of(who: Bearers, rows: Ints) -> SomeBearers:
    """Some of those who carry something."""
    attempt = who.attempt if isinstance(who.attempt, int) else who.attempt[rows]
    chats = who.chats if isinstance(who.chats, bool) else who.chats[rows]
    return SomeBearers(who.service[rows], who.segment[rows], attempt, chats)


class Values(NamedTuple):
    """A law at a place.

    Attributes
    ----------
    of : callable
        The values, times on the grid, for uniforms in [0, 1) and those who carry them.
    varies : bool
        Whether uniforms are needed at all; any do, if not.
    shares : ndarray, optional
        Of a chance: by service, below which uniforms it happens.
    """

    of: Callable[[Floats, Bearers], NDArray[Any]]
    varies: bool = True
    shares: Floats | None = None


class Law(Protocol):
    """What a uniform becomes.

    Attributes
    ----------
    words : str
        In words, for the reference.
    absent : bool, int or float
        What contacts carry where the draw is not needed.
    """

    @property
    def words(self) -> str:
        """See above."""

    @property
    def absent(self) -> Any:
        """See above."""

    def at(self, place: Place) -> Values:
        """The law at a place."""


@dataclass(frozen=True)
class Uniform:
    """The uniform itself, which a rule holds against a share that it knows."""

    words: str = "uniform, held against a share"
    absent: float = 0.0

    def at(self, place: Place) -> Values:  # noqa: ARG002
        """The law at a place."""
        return Values(lambda uniforms, _: uniforms)


@dataclass(frozen=True)
class Chance:
    """Whether something happens: a chance by service, or by segment and service."""

    shares: Callable[[Place], Sequence[float] | Sequence[Sequence[float]]]
    words: str = "chance"
    absent: bool = False

    def at(self, place: Place) -> Values:
        """The law at a place."""
        shares = np.array(self.shares(place), dtype=np.float64)
        alike, first = bool((shares == shares.flat[0]).all()), shares.flat[0]

        def of(uniforms: Floats, who: Bearers) -> Flags:
            if alike:
                return np.asarray(uniforms < first)
            own = shares[who.service] if shares.ndim == 1 else shares[who.segment, who.service]
            return np.asarray(uniforms < own)

        return Values(of, bool(shares.any()), shares)


@dataclass(frozen=True)
class Time:
    """A time that has one distribution; nobody needs any where there is none."""

    distribution: Callable[[Place], Distribution | None]
    absent: float = 0.0
    words: str = "time of one distribution"

    def at(self, place: Place) -> Values:
        """The law at a place."""
        time = self.distribution(place)
        if time is None or time.is_constant:
            value = on_grid(np.array(self.absent if time is None else time.mean_minutes))
            return Values(lambda _, who: np.broadcast_to(value, who.service.shape), varies=False)
        return Values(lambda uniforms, _: on_grid(time.inverse(uniforms)))


@dataclass(frozen=True)
class TimeByService:
    """A time whose distribution is that of the service, and in chats another one, if `chats` are given; times the factor of the segment, where
    there are `factors`."""

    distributions: Callable[[Place], Sequence[Distribution | None]]
    chats: Callable[[Place], Sequence[Distribution | None]] | None = None
    factors: Callable[[Place], Sequence[float]] | None = None
    absent: float = 0.0
    words: str = "time of a distribution by service"

    def at(self, place: Place) -> Values:
        """The law at a place."""
        times, chats = self.distributions(place), self.chats(place) if self.chats else ()
        table, factors = (
            DistributionTable([*times, *chats]),
            np.array(self.factors(place) if self.factors else (), np.float64),
        )

        def of(uniforms: Floats, who: Bearers) -> Floats:
            number = who.service + len(times) * who.chats if chats else who.service
            if not len(factors):
                return table.of(uniforms, number)
            return on_grid(table.minutes(uniforms, number) * factors[who.segment])

        return Values(of, table.varies)


@dataclass(frozen=True)
class PatienceOfCallers:
    """How long callers wait: the same or by service, and less from call to call."""

    words: str = (
        "time of a distribution with shares of none and of no end, by service; times a factor a contact"
    )
    absent: float = np.inf

    def at(self, place: Place) -> Values:
        """The law at a place."""
        patiences = Patiences(place.scenario, place.centre)
        return Values(lambda uniforms, who: patiences.of(uniforms, who.service, who.attempt), patiences.any)


@dataclass(frozen=True)
class Number:
    """A whole number, made from a uniform by a function of the place."""

    numbers: Callable[[Place], Callable[[Floats], NDArray[Any]]]
    varies: Callable[[Place], bool]
    words: str
    absent: Any = 1

    def at(self, place: Place) -> Values:
        """The law at a place."""
        numbers = self.numbers(place)
        return Values(lambda uniforms, _: numbers(uniforms), self.varies(place))


@dataclass(frozen=True)
class NumberByService:
    """A number, or none, by the shares that each service has of each."""

    shares: Callable[[Place], Sequence[Sequence[float]]]
    words: str = "number, by shares of the service; -1: none"
    absent: int = -1

    def at(self, place: Place) -> Values:
        """The law at a place."""
        steps = np.cumsum(np.array(self.shares(place), dtype=np.float64), axis=1)
        some_have = steps[:, -1] > 0

        def of(uniforms: Floats, who: Bearers) -> Ints:
            found = np.full(uniforms.shape, -1)
            some = some_have[who.service]
            reached = (uniforms[some][:, None] >= steps[who.service[some]]).sum(axis=1)
            found[some] = np.where(reached < steps.shape[1], reached, -1)
            return found

        return Values(of)
