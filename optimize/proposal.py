"""A plan that somebody proposed, and what simulation said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimize.plans.plan import Plan
from optimize.slacks import Slacks

Floats = NDArray[np.float64]

Proposer = Literal["requirements", "levels", "search"]


@dataclass(frozen=True)
class Proposal:
    """A plan that was proposed, and what simulation said of it.

    Attributes
    ----------
    by : str
        Who proposed it: ``requirements`` of closed forms or of simulation, ``levels`` of closed forms, or the ``search`` that learns from
        simulation.
    plan : Plan
        The plan.
    holds : bool
        Whether all targets hold on the replications of the search.
    checked : bool or None
        Whether they hold on fresh replications; None where that was not tried.
    factor : float
        Of requirements, times which volume they are for, or of those by simulation, times how many heads.
    promised, kept : ndarray or None
        Of levels what closed forms promised of each, and what simulation kept.
    slacks : ndarray or None
        Of all targets, where it is kept.
    """

    by: Proposer
    plan: Plan
    holds: bool
    checked: bool | None = None
    factor: float = 1.0
    promised: Floats | None = None
    kept: Floats | None = None
    slacks: Slacks | None = None
