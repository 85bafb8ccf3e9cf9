"""Cases: what happened to one customer's matter over all its contacts, on whatever day and at whatever site."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns
from sim.log.sheet import Floats, Numbers

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Cases(Columns):
    """One row a case.

    Attributes
    ----------
    lane : ndarray of int
        As in :class:`sim.log.sheet.Contacted`.
    hall, service, segment, language : ndarray of int
        Of its first contact.
    arrived : ndarray of float
        When its first contact came, in minutes since the horizon's first midnight.
    ended : ndarray of float
        When the contact ended that solved it, or the last one, if none did.
    wait : ndarray of float
        Minutes waited at all stages of all its contacts.
    contacts : ndarray of int
        How many they are.
    solved : ndarray of bool
        Whether one of them solved the matter.
    """

    lane: Numbers
    hall: Numbers
    service: Numbers
    segment: Numbers
    language: Numbers
    arrived: Floats
    ended: Floats
    wait: Floats
    contacts: Numbers
    solved: Flags
