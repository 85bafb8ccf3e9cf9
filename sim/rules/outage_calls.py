"""Who calls about an outage, and whom a message keeps from it: pure functions of numbers, or of columns of them."""

from __future__ import annotations

from enum import IntEnum, unique
from typing import Any


@unique
class CallKind(IntEnum):
    """Why somebody calls about an outage."""

    FIRST = 0
    """Supply is gone."""
    ESTIMATE = 1
    """The time has passed that was given for it, and it is not back."""
    NEIGHBOURS = 2
    """Others have it back."""
    COMPLAINT = 3
    """Supply is back; it was gone for long."""


def share_that_trusts(share: float, falls: float, wrong: Any) -> Any:
    """The share that believes a message after some wrong estimates, each counted by its weight and by how much of it is not forgotten; never below zero."""
    left = share - falls * wrong
    return left * (left > 0)


def is_told(customer: Any, enough: Any, trusts: Any, estimate: Any, now: Any) -> Any:
    """Whether a customer who has seen a message need not call: it says enough for this one, is believed, and the time that it gave for supply has not passed.

    Parameters
    ----------
    customer
        With the draws `enough` and `trust`, the same for all messages: so one that says more keeps more people from calling, and never fewer.
    enough, trusts
        Share for whom it is enough, and share who believe it.
    estimate
        The time that it gave; infinite where it gave none.
    now
        When the customer would call.
    """
    return (customer.enough < enough) & (customer.trust < trusts) & (now < estimate)


def complaint_chance(share: float, per_hour: float, hours: Any, told: Any, often: Any) -> Any:
    """The chance that a customer complains after so many hours without supply; `told` and `often` are factors. Never above one."""
    chance = (share + per_hour * hours) * told * often
    return chance * (chance < 1) + (chance >= 1)
