"""What a greeter does with each visit of a day, whenever that is: triage, quick answers, check of papers, help with forms."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.lanes.floor import Floor
from sim.lanes.visits import Visits
from sim.records import Outcome

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

OVER = np.array([Outcome.PAPERS_MISSING, Outcome.RESOLVED])
"""How a visit ends at the greeter, by whether its matter is solved."""


class Greetings:
    """One entry a visit in each column.

    Parameters
    ----------
    floor : Floor
        The hall.
    visits : Visits
        Who comes.

    Attributes
    ----------
    minutes : ndarray
        Minutes of the greeting at speed 100 %.
    solves, catches : ndarray
        Whether the greeter answers all, or finds that papers are missing: then the visit is over.
    """

    def __init__(self, floor: Floor, visits: Visits) -> None:
        self._visits = visits
        quick, answered = visits.carried("quick"), visits.carried("answered")
        checks = floor.misses_papers[visits.service]
        extra = np.where(
            quick,
            np.where(answered, visits.carried("answer"), 0.0),
            np.where(checks, visits.carried("check"), 0.0),
        )
        self.minutes = visits.carried("triage") + extra
        self.solves = quick & answered
        self.catches = visits.lacks_papers & visits.carried("caught") & ~self.solves

    @property
    def outcome(self) -> Ints:
        """How each visit ends where it is over."""
        outcome: Ints = OVER[self.solves.astype(np.int64)]
        return outcome

    @property
    def over(self) -> Flags:
        """Whether the visit ends at the greeter."""
        over: Flags = self.solves | self.catches
        return over

    @cached_property
    def help(self) -> Floats:
        """Minutes of help with the form at speed 100 %; zero where there is none."""
        minutes: Floats = np.where(
            self._visits.carried("quick") | self.over, 0.0, self._visits.carried("help")
        )
        return minutes

    @cached_property
    def uses_kiosk(self) -> Flags:
        """Whether the visit goes to an open kiosk, unasked or because the greeter says so."""
        uses: Flags = self._visits.carried("kiosk") | self._visits.carried("steered")
        return uses
