"""Staffings tried on the visits of one of them: for searches that look at hundreds.

What is found there is tried as a whole before it counts. What the whole simulation says of one staffing moves all slacks here
by the same: the difference is in who comes back, which other staffings nearby share.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimize.cuts.descent import downhill
from optimize.cuts.search import Search
from optimize.lost import Guard
from optimize.plans.plan import Plan
from optimize.trials import Heads, Slacks, Trials
from sim.results.result import Result
from sim.running.fixed_arrivals import SameVisits

ROUNDS = 2
"""Rounds of the quick way (assumed: what a third saves is little, and each is as dear as all that follows)."""

MOST_WHOLE = 6
"""Plans that are tried as a whole at most (assumed)."""


class Near(Trials):
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


def search_nearby(search: Search, near: Near, look: Trials, starts: Sequence[Plan]) -> None:
    """Offer to a search the best plans of one on known visits.

    Parameters
    ----------
    search : Search
        The search, by whole simulation.
    near : Near
        Trials on known visits.
    look : Trials
        The same on few replications, for what single heads do.
    starts : sequence of Plan
        Where it may begin.
    """
    quick = Search(search.choice, near, until=search.until)
    downhill(quick, look, starts, rounds=ROUNDS)
    done = set[Heads]()
    for _ in range(MOST_WHOLE):
        quick.prune(look)
        if quick.best is None or quick.best.heads in done or search.until.is_over:
            return
        tried = quick.best
        done.add(tried.heads)
        near.lean_on(tried.heads)
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
