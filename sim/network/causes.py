"""The causes of an office's orders as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.draws.distribution_table import DistributionTable
from sim.draws.order_streams import OrderStream
from sim.draws.seeded_dice import SeededDice
from sim.scenario import Scenario
from sim.scenario.office import NO_TIME, Office, causes_of
from sim.scenario.units import DAY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WHOLE = 1.0 - 1e-9
"""Shares that add up to this much are meant to be all: rounding leaves less."""


NEVER = 2**40
"""A day, and a time, that no horizon reaches."""


class MonthlyAnalysis(NamedTuple):
    """What the monthly analysis does: see :class:`sim.scenario.causes.Analysis`; it begins on a day of the horizon."""

    begins: int
    takes: int
    months_back: int
    success: float
    removes: float


class Typical(NamedTuple):
    """The list of typical problems: see :class:`sim.scenario.causes.TypicalProblems`."""

    causes: int
    work: float


@dataclass(frozen=True)
class Causes:
    """The causes of an office, in the file's order.

    Attributes
    ----------
    first : int
        Number of its first cause among those of all offices.
    steps : ndarray
        Shares added up over the causes, by category: shape (categories, causes).
    recurs : ndarray
        Share of the orders of each cause whose problem comes back.
    after : DistributionTable
        After how long.
    analysis : MonthlyAnalysis or None
        What does away with them; nothing where it is none.
    typical : Typical or None
        The list of those whose orders need less work; none where there is none.
    """

    first: int
    steps: Floats
    recurs: Floats
    after: DistributionTable
    analysis: MonthlyAnalysis | None = None
    typical: Typical | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.steps.T)

    def of_orders(self, category: Ints, seed: Floats) -> Ints:
        """The cause of each order, among those of the office; -1 where none is named.

        Parameters
        ----------
        category : ndarray of int
            Number of the category of each in the office.
        seed : ndarray of float
            The uniform from which all follows that it carries.
        """
        if not self.count:
            return np.full(len(seed), -1)
        uniforms = SeededDice(seed).uniforms(OrderStream.CAUSE, 0)
        reached = (uniforms[:, None] >= self.steps[category]).sum(axis=1)
        return np.where(reached < self.count, reached, -1)

    @property
    def any_recurs(self) -> bool:
        """Whether some problems come back."""
        return bool(self.recurs.any())

    def back_from(self, cause: Ints, seed: Floats, closed: Floats) -> Ints:
        """The first day on which the customers of closed orders may come since their problems are back; `NEVER` where these do not come back.

        Parameters
        ----------
        cause : ndarray of int
            The cause of each order; -1 where none is named.
        seed : ndarray of float
            The uniform from which all follows that it carries.
        closed : ndarray of float
            When it was closed.
        """
        dice, known = SeededDice(seed), np.maximum(cause, 0)
        share = np.where(cause >= 0, self.recurs[known], 0.0)
        time = closed + self.after.of(dice.uniforms(OrderStream.AFTER, 0), known)
        days = np.maximum(np.minimum(time, NEVER) // DAY, closed // DAY + 1).astype(np.int64)
        return np.where(dice.uniforms(OrderStream.RECURS, 0) < share, days, NEVER)


def causes(scenario: Scenario, office: Office) -> Causes:
    """The causes of an office of a scenario."""
    names, every = list(office.categories), list(office.causes.values())
    shares = np.zeros((len(names), len(every)))
    for number, each in enumerate(every):
        shares[names.index(each.category), number] = each.share
    steps = np.cumsum(shares, axis=1)
    first = [*causes_of(scenario.offices)].index(next(iter(office.causes))) if every else 0
    return Causes(
        first,
        np.where(steps >= WHOLE, 1.0, steps),
        np.array([each.recurs for each in every]),
        DistributionTable([each.after or NO_TIME for each in every] or [NO_TIME]),
        _analysis(scenario, office) if every else None,
        _typical(office) if every else None,
    )


def _analysis(scenario: Scenario, office: Office) -> MonthlyAnalysis | None:
    rules, calendar = office.analysis, scenario.calendar
    if rules is None:
        return None
    begins = -calendar.warm_up if rules.begins is None else (rules.begins - calendar.start).days
    return MonthlyAnalysis(begins, rules.takes, rules.months_back, rules.success, rules.removes)


def _typical(office: Office) -> Typical | None:
    rules = office.typical_problems
    return None if rules is None else Typical(rules.causes, rules.work)
