"""Addressed random numbers: a draw is found by its address, not by its turn.

The address is (seed, stream, site, attempt, day, replication, entity). A hash of all but the last two gives a stream of
seeds, one a replication; the *i*-th number of a replication is the *i*-th output of SplitMix64 from its seed, and that
needs none of those before it. So more replications, days, contacts, counters, policies, workers or another batch size move
no other draw, and whoever needs one number makes one number.

Nothing else in Counterline makes random numbers.

Sources: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (the generator, and which
increments are good); Stafford, "Better bit mixing", 2011 (the constants of its variant 13, which Java's SplittableRandom uses).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]

GOLDEN = 0x9E3779B97F4A7C15
"""Increment from replication to replication: the odd number next to 2**64 over the golden ratio (Steele et al.)."""

FACTORS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""What numbers are multiplied by to mix them (Stafford's variant 13)."""

BLOCK = 32_768
"""Numbers that are mixed at once, about: small enough for the processor's cache."""

LARGEST = 1.0 - 2.0**-52
"""The largest uniform that there is."""


@unique
class Stream(StrEnum):
    """What a random number of a day, a case or a head decides; what those of contacts do, :mod:`sim.draws.table` says. Two streams cannot share
    a name: the class would not be made."""

    BUSYNESS = "busyness of the day"
    GAP = "gap before the arrival"
    SERVICE = "service"
    SEGMENT = "segment"
    COMMON_BUSYNESS = "busyness of the day on all lines"
    HALVES = "busyness of the morning and of the afternoon"
    ABSENCE = "head is missing"
    CLOSURE_GAP = "gap before the outage"
    CLOSURE_TIME = "time of the outage"
    PARTY = "customers who come together"
    BOOKS = "means to book an appointment"
    SHOWS = "keeps the appointment"
    DELAY = "delay at the appointment"
    PLANNED_ORDER = "what an order of nobody's contact carries"
    ANALYSIS = "cause is found out"
    OUTAGE = "gap before supply fails"
    OUTAGE_SEED = "what an outage carries"
    STORM = "gap before the storm"
    STORM_SEED = "what a storm carries"


@dataclass(frozen=True)
class Dice:
    """Random numbers of one seed.

    Attributes
    ----------
    seed : int
        Zero or more.
    """

    seed: int

    def uniforms(
        self, stream: str, site: str, day: int, count: int, replications: range, attempt: int = 1
    ) -> NDArray[np.float64]:
        """Uniforms in [0, 1) of the first `count` entities of a day, for some replications.

        Parameters
        ----------
        stream : str
            What they decide.
        site : str
            Whose stream it is, such as ``hall:lecong``.
        day : int
            Day of the horizon that the entities belong to.
        count : int
            Number of entities.
        replications : range
            Consecutive replication numbers.
        attempt : int
            Which contact of the case, from 1.

        Returns
        -------
        ndarray
            Shape (replications, count).
        """
        drawn = np.empty((len(replications), count))
        self._draw_first(address_seed(self.seed, stream, site, attempt, day), replications, drawn)
        return drawn

    def at(
        self,
        stream: str,
        site: str,
        day: int,
        row: Ints,
        entity: Ints,
        replications: range,
        attempt: int = 1,
    ) -> NDArray[np.float64]:
        """The uniforms of some entities: number ``entity[i]`` (from 0) of replication ``replications[row[i]]``.

        They are those of :meth:`uniforms` at ``[row, entity]``; shape as `row`.
        """
        drawn = np.empty(len(row))
        address = address_seed(self.seed, stream, site, attempt, day)
        self._draw_some(address, replications, row, entity, drawn)
        return drawn

    def at_addresses(
        self,
        stream: str,
        addresses: Sequence[tuple[str, int, int]],
        address: Ints,
        row: Ints,
        entity: Ints,
        replications: range,
    ) -> NDArray[np.float64]:
        """The uniforms of some entities, each at one of several addresses: a site, an attempt and a day, of which ``address[i]`` is the number.

        They are those of :meth:`at` there; shape as `row`.
        """
        drawn = np.empty(len(row))
        for number, (site, attempt, day) in enumerate(addresses):
            own = np.flatnonzero(address == number)
            drawn[own] = self.at(stream, site, day, row[own], entity[own], replications, attempt)
        return drawn

    def seeds(self, streams: Sequence[str], addresses: Sequence[tuple[str, int, int]]) -> tuple[Bits, Bits]:
        """What draws at some sites, attempts and days begin with, for whoever goes on from there by itself.

        Returns
        -------
        tuple of ndarray
            Seeds before the replication, and increments, each of shape (addresses, streams). The seed of replication *r* is
            *mix*(seed + (*r* + 1) · `GOLDEN`), and number *i* of it the fraction of *mix*(that + (*i* + 1) · increment).
        """
        found = [[address_seed(self.seed, stream, *address) for stream in streams] for address in addresses]
        seeds = np.array([[each >> 64 for each in row] for row in found], dtype=np.uint64)
        return seeds, np.array(
            [[increment_of(each & MOST) for each in row] for row in found], dtype=np.uint64
        )

    def _draw_first(self, address: int, replications: range, drawn: NDArray[np.float64]) -> None:
        """Put the uniforms of the first entities of each replication into `drawn`, shape (replications, entities)."""
        seeds, increment = _seeds(address, replications), increment_of(address & MOST)
        rows, count = drawn.shape
        steps = _multiples(increment, np.arange(1, count + 1))
        at_once = max(1, BLOCK // max(count, 1))
        for first in range(0, rows, at_once):
            part = seeds[first : first + at_once, None] + steps
            _to_uniforms(part, drawn[first : first + at_once])

    def _draw_some(
        self, address: int, replications: range, row: Ints, entity: Ints, drawn: NDArray[np.float64]
    ) -> None:
        """Put the uniforms of some entities of some replications into `drawn`."""
        seeds, increment = _seeds(address, replications), increment_of(address & MOST)
        for first in range(0, len(row), BLOCK):
            part = slice(first, first + BLOCK)
            bits = _multiples(increment, entity[part] + 1)
            bits += seeds[row[part]]
            _to_uniforms(bits, drawn[part])


MOST = 2**64 - 1
"""The largest number of 64 bits: the lower half of an address is one with all of its bits."""


@lru_cache(maxsize=2**14)
def address_seed(*address: int | str) -> int:
    """A 128-bit seed from an address; each part is written with its length, so that no two addresses read alike."""
    hashed = _hashed(*address[:-1]).copy()  # addresses differ in their last part, the day, most often
    hashed.update(b"".join(map(_written, address[-1:])))
    return int.from_bytes(hashed.digest(), "little")


@lru_cache(maxsize=4096)
def _hashed(*address: int | str) -> hashlib.blake2b:
    """The hash of the first parts of an address."""
    return hashlib.blake2b(b"".join(map(_written, address)), digest_size=16)


def _written(part: int | str) -> bytes:
    text = str(part)
    return f"{len(text)}:{text}".encode()


def _seeds(address: int, replications: range) -> Bits:
    """The seed of each replication at an address."""
    seeds = _multiples(GOLDEN, np.arange(replications.start, replications.stop) + 1)
    seeds += np.uint64(address >> 64)
    return _mix(seeds)


def increment_of(bits: int) -> int:
    """An odd increment in which ones and zeros change places often enough (Steele et al., section 5)."""
    odd = bits | 1
    return odd if (odd ^ (odd >> 1)).bit_count() >= 24 else odd ^ 0xAAAAAAAAAAAAAAAA


def _multiples(increment: int, number: Ints) -> Bits:
    """Multiples of an increment, modulo 2**64."""
    return number.view(np.uint64) * np.uint64(increment)


def _mix(bits: Bits) -> Bits:
    """Stafford's variant 13, in place: each bit of the input changes about half of the bits of the output."""
    shifted = bits >> np.uint64(30)
    bits ^= shifted
    bits *= np.uint64(FACTORS[0])
    np.right_shift(bits, np.uint64(27), out=shifted)
    bits ^= shifted
    bits *= np.uint64(FACTORS[1])
    np.right_shift(bits, np.uint64(31), out=shifted)
    bits ^= shifted
    return bits


def fractions(bits: Bits) -> NDArray[np.float64]:
    """Uniforms in [0, 1) from numbers that are not mixed yet, and are lost by it."""
    drawn = np.empty(bits.shape)
    _to_uniforms(bits, drawn)
    return drawn


def _to_uniforms(bits: Bits, out: NDArray[np.float64]) -> None:
    """Fractions from mixed numbers: their upper 52 bits are the significand of a number from 1 to 2; less 1."""
    _mix(bits)
    bits >>= np.uint64(12)
    bits |= np.uint64(0x3FF0000000000000)
    np.subtract(bits.view(np.float64), 1.0, out=out)
