"""Customers who contact again because an order of theirs is still open: who they are among those who come by a door on a day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.draws.contact_sampler import NewCases

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


ATTEMPTS = 64
"""More than a case has contacts of its own: the log numbers those that ask about an order by its age in days times this."""


def chasing_site(site: str) -> str:
    """The name of a door in addresses of random numbers of those who chase there, such as ``hall:north:chasing``."""
    return f"{site}:chasing"


def chasing_cases(
    day: int, replications: range, lane: Ints, seed: Floats, arrived: Floats, service: int, segment: Ints
) -> NewCases:
    """Those who chase by a door on a day, as cases of that day at :func:`chasing_site`; in any order within a lane.

    Parameters
    ----------
    day : int
        The day on which they come.
    replications : range
        Replications drawn.
    lane : ndarray of int
        Place of each one's replication among these; rising.
    seed : ndarray of float
        The seed of the order that each chases (`order_seed`), which gives the number of the entity in addresses.
    arrived : ndarray of float
        When each comes.
    service : int
        Number of their service.
    segment : ndarray of int
        Number of the segment of each.
    """
    start = np.concatenate(([0], np.cumsum(np.bincount(lane, minlength=len(replications)))))
    return NewCases(
        day, replications, start, lane, entity_of(seed), arrived, np.full(len(lane), service), segment
    )


def entity_of(seed: Floats) -> Ints:
    """The number of the entity in addresses of who asks about the order of a seed."""
    return (seed * 2.0**52).astype(np.int64)


def seed_of(entity: Ints) -> Floats:
    """The seed of the order about which an entity asks."""
    return np.asarray(entity, dtype=np.int64) / 2.0**52
