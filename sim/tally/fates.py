"""What became of contacts, as far as any sum asks for it.

Whether a contact was served, caught, within ten minutes … depends on a small code of what became of it. Codes that count
for the same sums are one fate.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.records import Outcome
from sim.log.sheet import Contacted
from sim.log.stages import NAMES
from sim.measures.sums import AT_ONCE, ContactSum

Codes = NDArray[np.unsignedinteger[Any]]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

SPECIAL = 6
"""What else a code tells of a contact: nothing, bypassed, declined a callback, took one, had an appointment, had one and was bypassed."""
BOOKED = 4
"""What an appointment adds to that."""


class Fates:
    """The fates that some sums tell apart, and those of who did not wait.

    Parameters
    ----------
    sums : iterable of ContactSum
        Sums over contacts.

    Attributes
    ----------
    flags : dict
        Whether contacts of each fate count, by the sum; of sums over all contacts there is nothing to say.
    """

    def __init__(self, sums: Iterable[ContactSum]) -> None:
        asked = sorted({*sums, AT_ONCE}, key=lambda each: each.name)
        self._limits = sorted({each.limit for each in asked if each.limit is not None})
        every = _flags(asked, self._limits)
        codes = np.packbits(np.stack(list(every.values())), axis=0)
        joint, width = codes.T.tobytes(), len(codes)
        numbers: dict[bytes, int] = {}
        fate = [
            numbers.setdefault(joint[start : start + width], len(numbers))
            for start in range(0, len(joint), width)
        ]
        self._fate = np.array(fate, dtype=np.int32)
        _, first = np.unique(self._fate, return_index=True)
        self.flags: dict[ContactSum, Flags] = {each: flags[first] for each, flags in every.items()}

    def __len__(self) -> int:
        return len(self.flags[AT_ONCE])

    def of(self, contacts: Contacted) -> NDArray[np.int32]:
        """The fate of each contact."""
        return self._fate[_codes(contacts, self._limits)]


@lru_cache(maxsize=16)
def fates_of(sums: frozenset[ContactSum]) -> Fates:
    """The same of some sums, worked out once: a search tallies hundreds of staffings for the same ones."""
    return Fates(sums)


def _codes(contacts: Contacted, limits: Sequence[float]) -> Codes:
    """What became of each contact, as one number: limits exceeded, special, first or not, last stage, outcome.

    Special is 1 where it was bypassed, 2 where it declined a callback, 3 where it took one; 4 more where it had an appointment.
    """
    kind = _kind_of(limits)
    code = contacts.first.astype(kind)
    if contacts.bypassed.any():
        code += contacts.bypassed.astype(kind) * kind.type(2)
    if contacts.callback.any():
        code += (contacts.callback + (contacts.callback > 0)).astype(kind) * kind.type(2)
    if not np.isnan(contacts.appointed).all():
        code += (~np.isnan(contacts.appointed)).astype(kind) * kind.type(2 * BOOKED)
    waited = np.flatnonzero(contacts.wait != 0)
    late = np.searchsorted(limits, contacts.wait[waited]).astype(kind)
    code[waited] += late * kind.type(2 * SPECIAL)
    code *= kind.type(len(NAMES))  # times is several times as quick as a shift
    code += contacts.stage.astype(kind)
    code *= kind.type(len(Outcome))
    code += contacts.outcome.astype(kind)
    return code


def _sizes(limits: Sequence[float]) -> tuple[int, ...]:
    """How many values each part of a code has, the most significant first."""
    return len(limits) + 1, SPECIAL, 2, len(NAMES), len(Outcome)


def _kind_of(limits: Sequence[float]) -> np.dtype[Any]:
    """The smallest whole numbers in which every code has room."""
    return np.min_scalar_type(prod(_sizes(limits)) - 1)


@dataclass(frozen=True)
class _EveryCode:
    """One contact of each code, as :class:`sim.measures.sums.Ended` has it."""

    limits: Sequence[float]

    @cached_property
    def _parts(self) -> tuple[Ints, ...]:
        sizes = _sizes(self.limits)
        return np.unravel_index(np.arange(prod(sizes)), sizes)

    @property
    def outcome(self) -> Ints:
        return self._parts[4]

    @property
    def stage(self) -> Ints:
        return self._parts[3]

    @property
    def first(self) -> Flags:
        return np.equal(self._parts[2], 1)

    @property
    def bypassed(self) -> Flags:
        return np.equal(self._parts[1] % BOOKED, 1)

    @property
    def callback(self) -> Ints:
        return np.maximum(self._parts[1] % BOOKED - 1, 0)

    @property
    def booked(self) -> Flags:
        return np.greater_equal(self._parts[1], BOOKED)

    def within(self, minutes: float) -> Flags:
        return np.less_equal(self._parts[0], bisect_left(self.limits, minutes))


def _flags(asked: Iterable[ContactSum], limits: Sequence[float]) -> dict[ContactSum, Flags]:
    """Whether contacts of each code count in each sum."""
    every = _EveryCode(limits)
    return {each: each.counts(every) for each in asked if each.counts is not None}
