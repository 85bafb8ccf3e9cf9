"""The rules of outages and crews: which outage goes first, when a stage of its repair ends, when aid from outside is called, how many are back.

These functions call no others and use no Python but numbers: they are compiled as they stand.
"""

from __future__ import annotations

from math import inf
from typing import Protocol

from sim.log.outages import Told

_SENSED, _REPORTED, _FOUND = int(Told.SENSED), int(Told.REPORTED), int(Told.FOUND)


class Outage(Protocol):
    """What the rules read of an outage that waits for crews."""

    @property
    def begun(self) -> float:
        """As the how many-th a crew was first sent to it; infinite before."""

    @property
    def priority(self) -> int:
        """The higher, the earlier."""

    @property
    def key(self) -> bool:
        """Whether a key customer is without supply."""

    @property
    def customers(self) -> int:
        """How many customers are without supply."""

    @property
    def known(self) -> float:
        """When the utility came to know of it."""

    @property
    def number(self) -> int:
        """Its number in its lane."""


class Aid(Protocol):
    """What the rules read of crews from outside."""

    @property
    def customers_out(self) -> float:
        """From how many customers without supply on they are called."""

    @property
    def until(self) -> float:
        """Until when those who were called last stay; before all times if nobody was."""


def rank(outage: Outage, by_customers: bool) -> tuple[float, float, float, float, float, int]:
    """The place of an outage among those that wait for crews: the least gets the next one.

    One that has some of its crews goes before all that have none, in the order in which they were begun: were it otherwise, two could wait for
    each other's crews for ever. Then the highest priority goes first, then key customers, then most customers or, if they do not count, who is
    known longest.
    """
    size = -float(outage.customers) if by_customers else 0.0
    without_key = 0.0 if outage.key else 1.0
    return outage.begun, -float(outage.priority), without_key, size, outage.known, outage.number


def isolation_begins(assessed: float, last_arrived: float) -> float:
    """When crews begin to isolate: the cause is known, and all whom the outage needs are there."""
    return max(assessed, last_arrived)


def repaired_at(isolated: float, repair: float, restore: float, failures: int) -> float:
    """When the repair that holds is done: each one before it fails only when supply is switched on."""
    return isolated + failures * (repair + restore) + repair


def first_told(sensed: float, reported: float, found: float) -> tuple[float, int]:
    """When a utility knows of an outage, and how: by meters, by a call, or at the latest by a patrol; of one instant in this order."""
    if sensed <= min(reported, found):
        return sensed, _SENSED
    if reported <= found:
        return reported, _REPORTED
    return found, _FOUND


def seen_from(start: float, restored_in_front: float) -> float:
    """From when on an outage can be sensed or reported that lies behind another: once that one no longer hides it."""
    return max(start, restored_in_front)


def back_at(restored: float, hidden_until: float) -> float:
    """When customers have supply again: not before those in front of them."""
    return max(restored, hidden_until)


def customers_back(customers: int, share: float) -> int:
    """How many of the customers a share is, when it comes back by switching: whole customers, and never more than the share."""
    return int(customers * share)


def calls_aid(aid: Aid, out: int, now: float) -> bool:
    """Whether crews from outside are called: enough customers are without supply, and nobody was called whose stay is not over."""
    return out >= aid.customers_out and now >= aid.until


def is_noticed(known: float, restored: float) -> float:
    """When an outage that ends without crews is known; never if it is over by then."""
    return known if known < restored else inf
