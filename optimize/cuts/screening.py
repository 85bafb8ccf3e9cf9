"""Quicker trials, with which a search sees what a staffing is worth before it tries it as a whole: few replications, and fixed arrivals.

Where simulating is dear, hundreds of staffings are tried on the visits of one of them (see :mod:`sim.running.fixed_arrivals`). What is
found there is tried as a whole before it counts. What the whole simulation says of one staffing moves all slacks here by the same: the
difference is in who comes back, which other staffings nearby share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimize.abandonment_guard import Guard
from optimize.cuts.descent import downhill
from optimize.cuts.search import Search
from optimize.infeasibility import most_heads
from optimize.plans.plan import Plan
from optimize.task import Effort
from optimize.trials import Heads, Slacks, StaffingVariants, Trials
from sim.results.result import Result
from sim.running.fixed_arrivals import SameVisits, can_be_known

ROUNDS = 2
"""Rounds of the quick way (assumed: what a third saves is little, and each is as dear as all that follows)."""

MOST_WHOLE = 6
"""Plans that are tried as a whole at most (assumed)."""


class FixedArrivalTrials(Trials):
    """What simulation says of staffings on the visits of one, nearly.

    Parameters
    ----------
    whole : Trials
        The whole simulation, of which these are the first replications.
    same : SameVisits
        The visits.
    count : int
        Of how many replications.
    as_of : int, optional
        As in :class:`Trials`.
    """

    def __init__(self, whole: Trials, same: SameVisits, count: int, as_of: int | None = None) -> None:
        super().__init__(whole.choice, whole.replications[:count], whole.seed, whole.workers, as_of)
        self._whole, self.same = whole, same
        self._by: Slacks = np.zeros(1)
        self._fine_by: Slacks = np.zeros(1)

    @property
    def guard(self) -> Guard:
        """How many customers may be lost: as in the whole simulation."""
        return self._whole.guard

    def slacks(self, staffings: Sequence[Heads]) -> list[Slacks]:
        """As in :class:`Trials`, moved by what is leant on."""
        new = {each for each in staffings if each not in self.known}
        super().slacks(staffings)
        self.known |= {each: self.known[each] + self._by for each in new}
        self._fine |= {each: self._fine[each] + self._fine_by for each in new if each in self._fine}
        return [self.known[each] for each in staffings]

    def _results(self, staffings: Sequence[Heads]) -> list[Result]:
        variants = [self._staffed.with_heads(each) for each in staffings]
        return self.same.evaluate(variants, self._only)

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
    search: Search, fixed_arrivals: FixedArrivalTrials, look: Trials, starts: Sequence[Plan]
) -> None:
    """Offer to a search the best plans of one on known visits.

    Parameters
    ----------
    search : Search
        The search, by whole simulation.
    fixed_arrivals : FixedArrivalTrials
        Trials on known visits.
    look : Trials
        The same on few replications, for what single heads do.
    starts : sequence of Plan
        Where it may begin.
    """
    quick = Search(search.choice, fixed_arrivals, until=search.until)
    downhill(quick, look, starts, rounds=ROUNDS)
    done = set[Heads]()
    for _ in range(MOST_WHOLE):
        quick.prune(look)
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
    good = [
        plan
        for plan, holds in zip(plans, quick.trials.hold([plan.heads for plan in plans]), strict=True)
        if holds
    ]
    return min(good, key=lambda plan: plan.cost, default=None)


@dataclass(frozen=True)
class Screening:
    """Quicker trials than those of the search.

    Attributes
    ----------
    look : Trials
        On few replications, for what single heads do.
    glance : Trials
        On very few where simulating is dear, for even staffings.
    fixed_arrivals : FixedArrivalTrials or None
        On known visits, where simulating is dear and they can be known.
    """

    look: Trials
    glance: Trials
    fixed_arrivals: FixedArrivalTrials | None = None


def screening_of(trials: Trials, effort: Effort) -> Screening:
    """The looks of a search; visits are known from a run with the most heads everywhere."""
    choice, first = trials.choice, trials.replications
    counts = (effort.look, effort.glance if effort.is_dear else effort.look)
    if not effort.is_dear or not can_be_known(choice.scenario):
        plain = (Trials(choice, first[:count], trials.seed, trials.workers, effort.check) for count in counts)
        return Screening(next(plain), next(plain))
    fullest = StaffingVariants(choice).with_heads(most_heads(choice))
    same = SameVisits.of(fullest, first, trials.seed, trials.workers)
    look, glance = (FixedArrivalTrials(trials, same.first(count), count, effort.check) for count in counts)
    return Screening(look, glance, FixedArrivalTrials(trials, same, len(first)))
