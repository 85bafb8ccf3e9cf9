"""Quicker oracle, with which a search sees what a staffing is worth before it tries it as a whole: few replications, and fixed arrivals.

Where simulating is dear, hundreds of staffings are tried on the visits of one of them (see :mod:`sim.running.fixed_visits`). What is
found there is tried as a whole before it counts. What the whole simulation says of one staffing moves all slacks here by the same: the
difference is in who comes back, which other staffings nearby share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimize.abandonment_guard import Guard
from optimize.cuts.descent import downhill
from optimize.cuts.search import Search
from optimize.infeasibility import most_heads
from optimize.oracle import Oracle
from optimize.plans.plan import Plan
from optimize.simulation import Heads
from optimize.slacks import Slacks
from optimize.task import Effort
from sim.results.result import Result
from sim.running.fixed_visits import FixedVisits, can_be_known
from sim.scenario import Scenario
from sim.tally.wanted import Only

ROUNDS = 2
"""Rounds of the quick way (assumed: what a third saves is little, and each is as dear as all that follows)."""

MOST_WHOLE = 6
"""Plans that are tried as a whole at most (assumed)."""


class FixedArrivalOracle(Oracle):
    """What simulation says of staffings on the visits of one, nearly.

    Parameters
    ----------
    whole : Oracle
        The whole simulation, of which these are the first replications.
    same : FixedVisits
        The visits.
    count : int
        Of how many replications.
    as_of : int, optional
        As in :class:`Oracle`.
    """

    def __init__(self, whole: Oracle, same: FixedVisits, count: int, as_of: int | None = None) -> None:
        first = whole.simulation.replications[:count]
        super().__init__(replace(whole.simulation, replications=first, as_of=as_of))
        self._whole, self.same = whole, same
        self._by: Slacks = np.zeros(1)
        self._fine_by: Slacks = np.zeros(1)

    @property
    def guard(self) -> Guard:
        """How many customers may be lost: as in the whole simulation."""
        return self._whole.guard

    def _keep(self, heads: Heads, result: Result) -> None:
        """As in :class:`Oracle`, moved by what is leant on."""
        super()._keep(heads, result)
        self.known[heads] = self.known[heads] + self._by
        self._fine[heads] = self._fine[heads] + self._fine_by

    def _results(self, variants: Sequence[Scenario], only: Only) -> list[Result]:
        return self.same.evaluate(variants, only)

    def lean_on(self, heads: Heads) -> None:
        """Move all slacks so that those of a staffing are what the whole simulation says."""
        step = _difference(self._whole.slacks([heads]), self.slacks([heads]))
        fine = _difference(self._whole.fine([heads]), self.fine([heads]))
        self.known = {each: slacks + step for each, slacks in self.known.items()}
        self._fine = {each: slacks + fine for each, slacks in self._fine.items()}
        self._by, self._fine_by = self._by + step, self._fine_by + fine


def _difference(there: list[Slacks], here: list[Slacks]) -> Slacks:
    """How far what the whole simulation says is from what is known here; zero where that is not known, or not as finely."""
    (whole,), (near,) = there, here
    if whole.shape != near.shape:
        return np.zeros(1)
    with np.errstate(invalid="ignore"):
        step = whole - near
    return np.where(np.isfinite(step), step, 0.0)


def search_on_fixed_arrivals(
    search: Search, fixed_arrivals: FixedArrivalOracle, look: Oracle, starts: Sequence[Plan]
) -> None:
    """Offer to a search the best plans of one on known visits.

    Parameters
    ----------
    search : Search
        The search, by whole simulation.
    fixed_arrivals : FixedArrivalOracle
        What is said of staffings on known visits.
    look : Oracle
        The same on few replications, for what single heads do.
    starts : sequence of Plan
        Where it may begin.
    """
    quick = Search(search.choice, fixed_arrivals, until=search.until)
    downhill(quick, look, starts, rounds=ROUNDS)
    done = set[Heads]()
    for _ in range(MOST_WHOLE):
        quick.prune(look)
        quick.add_where_overtime_is_dearer(look)
        if quick.best is None or quick.best.heads in done or search.until.is_over:
            return
        tried = quick.best
        done.add(tried.heads)
        fixed_arrivals.lean_on(tried.heads)
        if not search.offer(tried):  # what is missing is little, and is made up for next to it
            downhill(quick, look, [tried], rounds=1)
        quick.best = _cheapest_that_holds(quick)


def _cheapest_that_holds(quick: Search) -> Plan | None:
    plans = list(quick.offered.values())
    holds = quick.oracle.hold([plan.heads for plan in plans])
    good = quick.oracle.priced([plan for plan, each in zip(plans, holds, strict=True) if each])
    return min(good, key=lambda plan: plan.cost, default=None)


@dataclass(frozen=True)
class Screening:
    """Quicker oracles than that of the search.

    Attributes
    ----------
    look : Oracle
        On few replications, for what single heads do.
    glance : Oracle
        On very few where simulating is dear, for even staffings.
    fixed_arrivals : FixedArrivalOracle or None
        On known visits, where simulating is dear and they can be known.
    """

    look: Oracle
    glance: Oracle
    fixed_arrivals: FixedArrivalOracle | None = None


def screening_of(oracle: Oracle, effort: Effort) -> Screening:
    """The looks of a search; visits are known from a run with the most heads everywhere."""
    choice, whole = oracle.choice, oracle.simulation
    counts = (effort.look, effort.glance if effort.is_dear else effort.look)
    if not effort.is_dear or not can_be_known(choice.scenario):
        few = replace(whole, as_of=effort.check)
        look, glance = (Oracle(few.first(count)) for count in counts)
        return Screening(look, glance)
    same = whole.visits_with(most_heads(choice))
    look, glance = (FixedArrivalOracle(oracle, same.first(count), count, effort.check) for count in counts)
    return Screening(look, glance, FixedArrivalOracle(oracle, same, len(whole.replications)))
