"""Addressed random numbers: a draw is found by its address, not by its turn.

The address is (seed, stream, site, attempt, day, entity, replication). A stream of one site, attempt and day is cut
into pages of entities; each page is one PCG64DXSM generator whose seed is a hash of the address, and replication *r*
reads the numbers from position ``r * page size`` on. So more replications, days, contacts, counters, policies,
workers or another batch size move no other draw; and all replications of a page are one contiguous draw.

Nothing else in Counterline makes random numbers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum, unique

import numpy as np
from numpy.typing import NDArray

PAGE = 256
"""Entities of a page: long enough to draw fast, short enough to waste little at the end of a day."""


@unique
class Stream(StrEnum):
    """What a random number decides. Two streams cannot share a name: the class would not be made."""

    BUSYNESS = "busyness of the day"
    GAP = "gap before the arrival"
    SERVICE = "service"
    SEGMENT = "segment"
    HANDLE = "handle time"
    QUICK = "needs a quick answer"
    QUICK_TIME = "time of a quick answer at the counter"
    PAPERS = "papers missing"
    BALK = "balks"
    PATIENCE = "patience"
    KIOSK = "chooses the kiosk"
    KIOSK_TIME = "time at the kiosk"
    TRIAGE_TIME = "triage time"
    ANSWER = "greeter can answer"
    ANSWER_TIME = "time of the greeter's answer"
    STEER = "greeter steers to the kiosk"
    CHECK_TIME = "time to check papers"
    CATCH = "greeter finds papers missing"
    HELP_TIME = "time to help with the form"
    RETURN = "comes back"
    RETURN_DAYS = "days until coming back"
    RETURN_TIME = "time of day of coming back"


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
        self,
        stream: Stream,
        site: str,
        day: int,
        count: int,
        replications: range,
        attempt: int = 1,
        page: int = PAGE,
    ) -> NDArray[np.float64]:
        """Uniforms in [0, 1) of the first `count` entities of a day, for some replications.

        Parameters
        ----------
        stream : Stream
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
        page : int
            Entities of a page; part of the stream's definition, always the same for one stream.

        Returns
        -------
        ndarray
            Shape (replications, count).
        """
        pages = [
            self._page(stream, site, attempt, day, number, page, replications)
            for number in range(-(-count // page))
        ]
        if not pages:
            return np.empty((len(replications), 0))
        return (pages[0] if len(pages) == 1 else np.concatenate(pages, axis=1))[:, :count]

    def _page(
        self, stream: Stream, site: str, attempt: int, day: int, number: int, size: int, replications: range
    ) -> NDArray[np.float64]:
        bits = np.random.PCG64DXSM(address_seed(self.seed, stream, site, attempt, day, number))
        bits.advance(replications.start * size)
        return np.random.Generator(bits).random((len(replications), size))


def address_seed(*address: int | str) -> int:
    """A 128-bit seed from an address; each part is written with its length, so that no two addresses read alike."""
    text = "".join(f"{len(str(part))}:{part}" for part in address)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "little")
