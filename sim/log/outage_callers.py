"""Who would have called about each outage, and what kept them from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log.columns import Columns

Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class CallersByOutage(Columns):
    """One row an outage, by lane and number; each of those who would have called counts in one of `back`, `told`, `housekeeper` and `called`.

    Attributes
    ----------
    lane, number : ndarray of int
        As in :class:`sim.log.outages.Outages`.
    would_call : ndarray of int
        Customers who would have called, if nothing had kept them from it.
    back : ndarray of int
        Those whose supply was back before they would have called.
    told : ndarray of int
        Those whom a message had told enough.
    housekeeper : ndarray of int
        Those whom a housekeeper answered.
    called : ndarray of int
        Those who called.
    estimate, neighbours : ndarray of int
        Further calls when an estimate had passed, and when others had their supply back.
    complaints : ndarray of int
        Complaints after it.
    """

    lane: Numbers
    number: Numbers
    would_call: Numbers
    back: Numbers
    told: Numbers
    housekeeper: Numbers
    called: Numbers
    estimate: Numbers
    neighbours: Numbers
    complaints: Numbers
