"""What simulation said of variants of a scenario: what was asked before is not simulated again.

Kept are the sums that were asked for, packed, each under a digest of all that its digits depend on. A search that is begun anew asks the same
questions in the same order; so whoever keeps the answers on a disk has it go on where it was killed, to the same plan.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results.result import Result
from sim.running.experiment import chosen_engine, contacts_of
from sim.scenario import Scenario
from sim.tally import Tally
from sim.tally.wanted import Only

WORTH = 2_000_000.0
"""Contacts simulated from which on their sums are worth keeping (assumed: a second or two of work, against some hundredths to write)."""

NOT_SIMULATED = {"name", "note", "pools", "targets", "staffing", "policies"}
"""Sections of a scenario that no sum depends on; and the pools, which differ from staffing to staffing."""

Keep = Callable[[Mapping[str, bytes]], None]
"""Keeps packed sums under their digests."""


def _forget(_: Mapping[str, bytes]) -> None:
    """Keep nothing."""


class KnownResults:
    """What simulation said.

    Parameters
    ----------
    found : mapping of str to bytes, optional
        What is known from before.
    keep : callable, optional
        Given what is new, now and then.
    """

    def __init__(self, found: Mapping[str, bytes] | None = None, keep: Keep = _forget) -> None:
        self._found, self._keep = dict(found or {}), keep
        self._new: dict[str, bytes] = {}
        self._spent = 0.0
        self._sections: tuple[tuple[object, ...], str] = ((), "")

    def __len__(self) -> int:
        """How many variants something is known of."""
        return len(self._found)

    def results(
        self,
        variants: Sequence[Scenario],
        only: Only,
        replications: range,
        seed: int,
        simulate: Callable[[list[Scenario]], list[Result]],
    ) -> list[Result]:
        """Results of variants; those that are not known are simulated in one call.

        Parameters
        ----------
        variants : sequence of Scenario
            Which ones.
        only : frozenset of (str, str)
            What is asked for.
        replications : range
            On which replications.
        seed : int
            Seed of the dice.
        simulate : callable
            Simulates variants.
        """
        asked = [replications.start, replications.stop, seed, sorted(only)]
        keys = [self._key(variant, asked) for variant in variants]
        new = {key: variant for key, variant in zip(keys, variants, strict=True) if key not in self._found}
        fresh = dict(zip(new, simulate(list(new.values())), strict=True)) if new else {}
        for key, result in fresh.items():
            self._found[key] = self._new[key] = _packed(result.sums)
            self._spent += len(replications) * contacts_of(result.scenario)
        if self._spent >= WORTH:
            self._keep(self._new)
            self._new, self._spent = {}, 0.0
        return [
            fresh[key] if key in fresh else self._recalled(key, variant, seed)
            for key, variant in zip(keys, variants, strict=True)
        ]

    def _recalled(self, key: str, variant: Scenario, seed: int) -> Result:
        """The result of a variant from what is known of it."""
        return Result(variant, _unpacked(self._found[key]), seed, chosen_engine(variant, "auto"))

    def _key(self, variant: Scenario, asked: list[object]) -> str:
        """The digest of a variant and of what is asked of it."""
        pools = {name: pool.model_dump(mode="json", warnings=False) for name, pool in variant.pools.items()}
        return _digest([self._rest(variant), pools, *asked])

    def _rest(self, variant: Scenario) -> str:
        """The digest of the other sections; of staffings of one scenario they are the same objects, and are gone through once."""
        names = [name for name in type(variant).model_fields if name not in NOT_SIMULATED]
        sections = (*(getattr(variant, name) for name in names), variant.later)
        before, digest = self._sections
        if len(before) != len(sections) or any(a is not b for a, b in zip(before, sections, strict=True)):
            said = variant.model_dump(mode="json", warnings=False, exclude=NOT_SIMULATED)
            digest = _digest([said, variant.later.to_json()] if variant.later else said)
            self._sections = (sections, digest)
        return digest


def _packed(sums: Tally) -> bytes:
    """A line that says the name, type and shape of each sum, and their bytes, packed: read and written many times as fast as files of NumPy
    in an archive, which a search took an eighth of its time for (measured)."""
    arrays = {name: np.asarray(values) for name, values in sums.items()}
    head = json.dumps([(name, each.dtype.str, each.shape) for name, each in arrays.items()])
    return zlib.compress(b"\n".join([head.encode(), b"".join(each.tobytes() for each in arrays.values())]), 1)


def _unpacked(content: bytes) -> Tally:
    """The sums that were packed."""
    head, _, body = zlib.decompress(content).partition(b"\n")
    found, first = dict[str, NDArray[Any]](), 0
    for name, kind, shape in json.loads(head):
        found[name] = np.ndarray(tuple(shape), kind, body, first).copy()
        first += found[name].nbytes
    return found


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, default=str).encode()).hexdigest()
