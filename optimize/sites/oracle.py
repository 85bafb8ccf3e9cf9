"""Staffing of many halls that nothing but totals and money couples: each hall on its own, then shared out exactly.

What a hall's customers wait depends on its own staff alone, so that one run tries another staffing in every hall at once. An integer
program takes one for each hall: of those that hold its targets, the cheapest together within the rules. Another one takes the
cheapest that nothing rules out yet. What lies between the two is tried next, until they are one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from operator import lt

import numpy as np

from optimize.abandonment_guard import ONLY, Guard, guard_of, guarded
from optimize.cost import NOTHING, OnTop, on_top
from optimize.cost import ONLY as COST
from optimize.cuts.search import SMALL, largest
from optimize.plans.choice import Choice
from optimize.plans.constraints import Rise
from optimize.plans.plan import Plan
from optimize.simulation import Heads, Simulation
from optimize.sites.candidates import CandidateStaffings
from optimize.sites.comparisons import SiteComparisons
from optimize.slacks import Slacks, only_of

A_ROUND = 6
"""Staffings of a hall that a round tries beside the one hoped for, at most (assumed)."""

MOST_EVEN = 3
"""Numbers of heads of a pool among the even staffings, at most (assumed)."""

MOST_LISTED = 2_000
"""Staffings of a hall up to which all are listed (assumed)."""


@dataclass
class SiteOracle:
    """What simulation says of staffings, hall by hall, on one range of replications.

    Attributes
    ----------
    simulation : Simulation
        On what they are tried.
    known : dict
        By hall, the slacks of its targets, and of the guard against lost customers, for each staffing tried.
    on_top : dict
        By hall, what comes on top of the schedule of each.
    struck_out : dict
        By hall, the staffings of it that fell short in a check on other replications.
    proven : dict
        By hall, the staffing that held in a check: it counts as holding, whatever these replications say.
    """

    simulation: Simulation
    known: dict[str, dict[Heads, Slacks]] = field(default_factory=dict)
    on_top: dict[str, dict[Heads, OnTop]] = field(default_factory=dict)
    struck_out: dict[str, set[Heads]] = field(default_factory=dict)
    proven: dict[str, Heads] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.choice = self.simulation.choice
        self.places = {
            hall: [
                index
                for index, place in enumerate(self.choice.places)
                if self.choice.scenario.site_of(place.pool).name == hall
            ]
            for hall in self.choice.scenario.halls
        }
        self.known = {hall: {} for hall in self.places}
        self.on_top = {hall: {} for hall in self.places}
        self.struck_out = {hall: set() for hall in self.places}
        self.guard = Guard({})
        self.comparisons = SiteComparisons(self.choice.scenario, self.simulation.as_of)

    def together(self, parts: Mapping[str, Heads]) -> Heads:
        """The staffing that is made up of those of the halls."""
        heads = [0] * len(self.choice.places)
        for hall, own in parts.items():
            for index, count in zip(self.places[hall], own, strict=True):
                heads[index] = count
        return tuple(heads)

    def try_all(self, staffings: Mapping[str, Sequence[Heads]]) -> None:
        """Simulate staffings of halls that are not known yet: halls do not meet, so one run tries one in each of them."""
        new = {
            hall: [each for each in dict.fromkeys(staffings.get(hall, ())) if each not in self.known[hall]]
            for hall in self.places
        }
        runs = max(map(len, new.values()))
        if not runs:
            return
        rest = self.of_halls(tuple(self.choice.bounds(index)[0] for index in range(len(self.choice.places))))
        parts = [
            {hall: some[min(number, len(some) - 1)] if some else rest[hall] for hall, some in new.items()}
            for number in range(runs)
        ]
        scenario, only = self.choice.scenario, only_of(self.choice.scenario.targets) | ONLY | COST
        variants = [self.simulation.with_heads(self.together(each)) for each in parts]
        guarded_yet = not guarded(scenario) or bool(self.guard.most)
        variants += [scenario] * (not guarded_yet)  # the own staffing beside the others takes little longer
        results = self.simulation.of_variants(variants, only)
        if not guarded_yet:
            self.guard = guard_of(self.simulation, results.pop())
        for each, result in zip(parts, results, strict=True):
            slacks = self._parted(np.append(self.simulation.slacks(result), self.guard.slacks(result)))
            for hall in self.places:
                if each[hall] in new[hall]:
                    self.known[hall][each[hall]] = slacks[hall]
                    self.on_top[hall][each[hall]] = on_top(result, scenario.halls[hall].pools)
                    self.comparisons.see(hall, each[hall], result)

    def strike_out(self, heads: Heads, slacks: Slacks) -> None:
        """Learn from a check that a staffing falls short: in those halls alone whose own slacks say so.

        Parameters
        ----------
        heads : tuple of int
            The whole staffing.
        slacks : ndarray
            Of the targets in their order, then of the guards.
        """
        for hall, own in self.of_halls(heads).items():
            found = self._parted(slacks)[hall]
            if (found < 0).any():
                self.known[hall][own] = found
                self.struck_out[hall].add(own)
        self.comparisons.learn(
            self.of_halls(heads), {number: slacks[number] for number in self.comparisons.targets}
        )

    def prove(self, heads: Heads) -> None:
        """Learn from a check that a staffing holds: that says more than these replications, which are fewer."""
        self.proven = self.of_halls(heads)
        self.try_all({hall: [own] for hall, own in self.proven.items()})

    def _parted(self, slacks: Slacks) -> dict[str, Slacks]:
        """Slacks of targets in their order, then of guards, by hall."""
        targets = enumerate(self.choice.scenario.targets)
        halls = [
            "" if number in self.comparisons.targets else target.scope.partition(":")[2]
            for number, target in targets
        ]
        names = np.array([*halls, *guarded(self.choice.scenario)])
        return {hall: slacks[names == hall] for hall in self.places}

    def of_halls(self, heads: Heads) -> dict[str, Heads]:
        """A staffing, hall by hall."""
        return {hall: tuple(heads[index] for index in places) for hall, places in self.places.items()}

    @property
    def count(self) -> int:
        """How many staffings of halls were tried."""
        return sum(map(len, self.known.values()))

    def tried(self) -> list[dict[Heads, Slacks]]:
        """What is known of each hall by these replications, without what a check on others struck out."""
        return [
            {heads: slacks for heads, slacks in known.items() if heads not in self.struck_out[hall]}
            for hall, known in self.known.items()
        ]

    def holding(self, hall: str) -> list[Heads]:
        """The staffings of a hall that hold its targets."""
        own = [self.proven[hall]] if hall in self.proven else []
        good = (heads for heads, slacks in self.known[hall].items() if (slacks >= 0).all())
        return list(dict.fromkeys([*own, *good]))

    def short(self, hall: str) -> list[Heads]:
        """The staffings of a hall that fall short of them, but for those that one contradicts which held in a check with nowhere more heads."""
        short = [heads for heads, slacks in self.known[hall].items() if not (slacks >= 0).all()]
        proven = self.proven.get(hall)
        return [heads for heads in short if proven is None or any(map(lt, heads, proven))]

    def costs_on_top(self, hall: str) -> dict[Heads, float]:
        """What comes on top of the schedule of each staffing that holds; nothing of a hall whose staff stays as it is."""
        known = self.all_on_top(hall)
        return {heads: known.get(heads, 0.0) for heads in self.holding(hall)}

    def all_on_top(self, hall: str) -> dict[Heads, float]:
        """What comes on top of the schedule of each staffing tried; nothing of a hall whose staff stays as it is."""
        own = bool(self.places[hall])
        return {heads: own * sum(on_top) for heads, on_top in self.on_top[hall].items()}

    def try_plans(self, plans: Sequence[Plan]) -> None:
        """Simulate the parts of plans that are not known yet."""
        parts = [self.of_halls(plan.heads) for plan in plans]
        self.try_all({hall: [each[hall] for each in parts] for hall in self.places})

    def slacks(self, staffings: Sequence[Heads]) -> list[Slacks]:
        """Slacks of whole staffings whose parts are known: of the targets in their order, then of the guards."""
        return list(map(self._whole, staffings))

    def priced(self, plans: Sequence[Plan]) -> list[Plan]:
        """Plans with what comes on top of their schedule, as far as it is known of their halls."""
        found = []
        for plan in plans:
            parts = self.of_halls(plan.heads).items()
            known = [self.on_top[hall].get(own, NOTHING) for hall, own in parts if own]
            found.append(
                plan.with_on_top(sum(each.overtime for each in known), sum(each.calls for each in known))
            )
        return found

    def _whole(self, heads: Heads) -> Slacks:
        parts = {hall: iter(self.known[hall][own].tolist()) for hall, own in self.of_halls(heads).items()}
        compared = self.comparisons.slacks(self.of_halls(heads))
        targets = [
            compared[number] if number in compared else next(parts[target.scope.partition(":")[2]])
            for number, target in enumerate(self.choice.scenario.targets)
        ]
        return np.array([*targets, *(next(parts[hall]) for hall in guarded(self.choice.scenario))])

    # -- what is tried ---------------------------------------------------------------------------------------------------

    def even(self) -> dict[str, list[Heads]]:
        """Staffings of each hall with the same heads of each pool all day: few, from the least to the most."""
        staffing = self.choice.scenario.staffing
        assert staffing is not None
        found = {}
        for hall, places in self.places.items():
            pools = list(dict.fromkeys(self.choice.places[index].pool for index in places))
            ranges = [_spread(staffing.pools[pool].least, staffing.most_heads(pool)) for pool in pools]
            some = [dict(zip(pools, heads, strict=True)) for heads in product(*ranges)]
            some = [each for each in some if not pools or _somebody(self.choice, each)]
            found[hall] = [tuple(each[self.choice.places[index].pool] for index in places) for each in some]
        return found

    def worth_trying(self, best: Plan, hope: Plan) -> dict[str, list[Heads]]:
        """Staffings of each hall that decide most of whether it can be cheaper than in the best plan so far: that of the
        cheapest plan that nothing rules out, and others. Of a hall with too many to be listed, one head fewer."""
        found, hoped = {}, self.of_halls(hope.heads)
        for hall, own in self.of_halls(best.heads).items():
            known = self.known[hall]
            short = self.short(hall)
            if hall in self.options:
                pairs = zip(self.places[hall], own, strict=True)
                schedule = sum(self._cost[index] * count for index, count in pairs)
                below = (schedule + sum(self.on_top[hall].get(own, NOTHING))) * (1 - SMALL)
                more = self.options[hall].worth_trying(short, self.costs_on_top(hall), below, A_ROUND, known)
            else:
                more = self.fewer({hall: own})[hall]
            found[hall] = [each for each in dict.fromkeys([hoped[hall], *more]) if each not in known]
        return found

    @cached_property
    def _cost(self) -> dict[int, float]:
        """What a head costs, by stretch: people work in blocks, each of which is one."""
        return {index: shift.cost for shift in self.choice.shifts for index in shift.covers}

    @cached_property
    def options(self) -> dict[str, CandidateStaffings]:
        """The staffings of each hall in which they are few enough to be listed."""
        found = {}
        for hall, places in self.places.items():
            bounds = [self.choice.bounds(index) for index in places]
            if np.prod([high - low + 1.0 for low, high in bounds]) <= MOST_LISTED:
                found[hall] = CandidateStaffings(bounds, [self._cost[index] for index in places])
        return found

    def about(self, plan: Plan) -> dict[str, list[Heads]]:
        """Staffings of each hall with one head fewer or more than a plan has in one stretch."""
        parts = self.of_halls(plan.heads)
        fewer, more = self.fewer(parts), self._more(parts)
        return {hall: [*fewer[hall], *more[hall]] for hall in parts}

    def _more(self, heads: Mapping[str, Heads]) -> dict[str, list[Heads]]:
        return {
            hall: [
                (*own[:number], own[number] + 1, *own[number + 1 :])
                for number, index in enumerate(self.places[hall])
                if own[number] < self.choice.bounds(index)[1]
            ]
            for hall, own in heads.items()
        }

    def fewer(self, heads: Mapping[str, Heads]) -> dict[str, list[Heads]]:
        """Staffings of each hall with one head fewer in one stretch."""
        return {
            hall: [
                (*own[:number], own[number] - 1, *own[number + 1 :])
                for number, index in enumerate(self.places[hall])
                if own[number] > self.choice.bounds(index)[0]
            ]
            for hall, own in heads.items()
        }

    def rises(self, halls: Collection[str] | None = None) -> list[Rise]:
        """What the staffings of some halls, or of all, that fall short forbid: some stretch must have more, if more never hurts."""
        found = []
        for hall in self.places if halls is None else halls:
            places = self.places[hall]
            for heads in largest(self.short(hall)):
                levels = [
                    (index, count + 1)
                    for index, count in zip(places, heads, strict=True)
                    if count < self.choice.bounds(index)[1]
                ]
                found.append(Rise(tuple(levels)))
        return found


def _spread(least: int, most: int) -> list[int]:
    """A few numbers from the least to the most, both among them."""
    return [round(each) for each in np.linspace(least, most, min(MOST_EVEN, most - least + 1))]


def _somebody(choice: Choice, heads: Mapping[str, int]) -> bool:
    """Whether some counter has anybody."""
    return any(count for pool, count in heads.items() if choice.scenario.pools[pool].works_at == "counter")
