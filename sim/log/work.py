"""Work: the stretches in which heads were busy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns

Floats = NDArray[np.float64]
Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Work(Columns):
    """One row for each stretch in which a head was busy.

    Attributes
    ----------
    lane : ndarray of int
        As in :class:`sim.log.sheet.Contacted`.
    pool, server : ndarray of int
        Number of the pool, and of the head in it.
    started, ended : ndarray of float
        Minutes since the horizon's first midnight.
    customer : ndarray of bool
        False for help with a form, work after a call and calling in vain, which are work but no customer of their own.
    """

    lane: Numbers
    pool: Numbers
    server: Numbers
    started: Floats
    ended: Floats
    customer: Flags


def apart(work: Work) -> Work:
    """The same minutes of each head counted once where stretches overlap, as chats do: each begins where it began, and
    ends where the next one of the head begins, if not where it or one before it ended."""
    order = np.lexsort((work.started, work.server, work.pool, work.lane))
    head = np.stack([column[order] for column in (work.lane, work.pool, work.server)])
    other = (head[:, 1:] != head[:, :-1]).any(axis=0)
    started, ended = work.started[order], work.ended[order]
    overlaps = ~other & (started[1:] < ended[:-1])
    if not overlaps.any():
        return work
    group = np.concatenate(([0], np.cumsum(other)))
    step = (
        ended.max() - ended.min() + 1.0
    )  # later heads lie above all earlier ones, so that one running maximum serves all
    until = np.maximum.accumulate(ended + group * step) - group * step
    until[:-1] = np.where(other, until[:-1], np.minimum(until[:-1], started[1:]))
    whole = np.empty_like(until)
    whole[order] = until
    return replace(work, ended=whole)


def cut_at(work: Work, time: float) -> tuple[Work, Work]:
    """What was done before a time, and what from then on; work that goes on over it is a customer's before it only."""
    early, late = work.where(work.started < time), work.where(work.ended > time)
    return replace(early, ended=np.minimum(early.ended, time)), replace(
        late, started=np.maximum(late.started, time), customer=late.customer & (late.started >= time)
    )
