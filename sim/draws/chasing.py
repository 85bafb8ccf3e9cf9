"""Customers who contact again because an order of theirs is still open, or its problem is back: who they are among those who come by a door on a day."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import NewCases

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


ATTEMPTS = 64
"""More than a case has contacts of its own: the log numbers those that come because of an order by its age in days times this."""


def attempts_before(age: Any, attempt: Any) -> Any:
    """What is added to the number of attempts of who comes because of an order that is so many days old and that this attempt of the case left.

    An order that was left because an earlier one's problem came back has its days counted on from there, so that no two contacts of a case have one
    number. Of one order, or of columns of them.
    """
    return ATTEMPTS * age + attempt // ATTEMPTS * ATTEMPTS


def chasing_site(site: str) -> str:
    """The name of a door in addresses of random numbers of those who come there because of orders, such as ``hall:north:chasing``."""
    return f"{site}:chasing"


def chasing_cases(
    day: int,
    replications: range,
    lane: Ints,
    seed: Floats,
    arrived: Floats,
    service: Ints | int,
    segment: Ints,
) -> NewCases:
    """Those who come by a door on a day because of orders, as cases of that day at :func:`chasing_site`; in any order within a lane.

    Parameters
    ----------
    day : int
        The day on which they come.
    replications : range
        Replications drawn.
    lane : ndarray of int
        Place of each one's replication among these; rising.
    seed : ndarray of float
        The seed of the order because of which each comes (`order_seed`), which gives the number of the entity in addresses.
    arrived : ndarray of float
        When each comes.
    service : int or ndarray of int
        Number of their service, or of that of each.
    segment : ndarray of int
        Number of the segment of each.
    """
    start = np.concatenate(([0], np.cumsum(np.bincount(lane, minlength=len(replications)))))
    return NewCases(
        day, replications, start, lane, entity_of(seed), arrived, np.full(len(lane), service), segment
    )


def entity_of(seed: Floats) -> Ints:
    """The number of the entity in addresses of who comes because of the order of a seed."""
    return (seed * 2.0**52).astype(np.int64)
