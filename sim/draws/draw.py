"""What a row of the table of draws says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.draws.dice import Stream
from sim.draws.laws import Law
from sim.draws.place import Place

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Carrying(Protocol):
    """Contacts with what they carry, as far as others of their draws depend on it."""

    @property
    def service(self) -> Ints:
        """Number of the service of each."""

    def column(self, name: str) -> NDArray[Any]:
        """A column of what they carry."""


class When(NamedTuple):
    """When a draw can matter: in words, and as a predicate of the place."""

    words: str
    holds: Callable[[Place], bool]


class Among(NamedTuple):
    """Which of the contacts a draw can matter to: in words, and as a predicate of what else they carry. The others get zero."""

    words: str
    of: Callable[[Carrying, Place], Flags]


@dataclass(frozen=True)
class Draw:
    """One draw.

    Attributes
    ----------
    column : str
        Name of the column, by which rules read it. Several draws make one column where each is for some of the contacts.
    stream : str
        Its name in addresses of random numbers: no other draw of its channels has it.
    law : Law
        What the uniform becomes.
    channels : tuple of str
        By which channels contacts come that carry it.
    at : str
        Where it is read: at the contact's `arrival`, at one of its stages, at its `end`, or when a `return` to a hall is planned.
    when : When
        When it can matter.
    decides : str
        What it says.
    among : Among, optional
        To which contacts it matters; to all, if not given.
    attempt : int, optional
        The contact of the case whose address is used, where all carry the same; their own, if not given.
    """

    column: str
    stream: str
    law: Law
    channels: tuple[str, ...]
    at: str
    when: When
    decides: str
    among: Among | None = None
    attempt: int | None = None


class OtherDraw(NamedTuple):
    """A draw of a day, a case or a head, which no contact carries: made by the module named."""

    stream: Stream
    law: str
    of: str
    made: str
    when: str
    decides: str
