"""Staffing of many halls that nothing but totals and money couples: each hall on its own, then shared out exactly.

What a hall's customers wait depends on its own staff alone. So many staffings of every hall are simulated, hall by hall,
and an integer program takes one for each hall: of those that hold its targets, the cheapest together within the rules.
Then one head fewer in each stretch of each hall is tried, and so on until none of these helps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import pulp

from optimize.lost import ALLOWANCE, MEASURE, NO_MEASURE, ONLY, Guard, guarded
from optimize.plan import Plan, plan_of
from optimize.program import Choice, Rise, cheapest, rises_are_made
from optimize.search import SMALL
from optimize.solver import solve
from optimize.stretches import changes_of, hall_of
from optimize.trials import Heads, Slacks, only_of, slacks_of
from sim.candidates import evaluate_variants
from sim.experiment import contacts_of, ignore_interrupts
from sim.result import Result
from sim.scenario import Scenario
from sim.tally.wanted import Only

Job = tuple[list[Scenario], range, int, Only]
"""Variants of one hall, replications, seed and measures."""

ROUNDS = 4
"""Rounds of one head fewer at most (assumed)."""

MOST_EVEN = 40
"""Staffings of a hall that are the same all day, at most (assumed)."""


def can_be_parted(choice: Choice) -> bool:
    """Whether nothing but totals and money couples the halls: each has its own targets, and people work in blocks."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    own = all(target.scope.startswith("hall:") for target in choice.scenario.targets)
    blocks = all(not pool.shift_types and pool.change is None for pool in staffing.pools.values())
    return len(choice.scenario.halls) > 1 and own and blocks


@dataclass
class Halls:
    """What simulation says of staffings, hall by hall, on one range of replications.

    Attributes
    ----------
    choice : Choice
        What is chosen.
    replications : range
        Numbers of the replications.
    seed : int
        Seed of the dice.
    workers : int
        Processes at most.
    as_of : int, optional
        Intervals are as narrow as with so many replications.
    known : dict
        By hall, the slacks of its targets, and of the guard against lost customers, for each staffing tried.
    """

    choice: Choice
    replications: range
    seed: int
    workers: int = 1
    as_of: int | None = None
    known: dict[str, dict[Heads, Slacks]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = {
            hall: [
                index
                for index, place in enumerate(self.choice.places)
                if hall_of(self.choice.scenario, place.pool) == hall
            ]
            for hall in self.choice.scenario.halls
        }
        self.known = {hall: {} for hall in self.places}
        self._most_lost: dict[str, float] = {}

    def together(self, parts: Mapping[str, Heads]) -> Heads:
        """The staffing that is made up of those of the halls."""
        heads = [0] * len(self.choice.places)
        for hall, own in parts.items():
            for index, count in zip(self.places[hall], own, strict=True):
                heads[index] = count
        return tuple(heads)

    def try_all(self, staffings: Mapping[str, Sequence[Heads]]) -> None:
        """Simulate staffings of halls that are not known yet; all of one hall in one call, halls over processes."""
        new = {
            hall: [each for each in dict.fromkeys(some) if each not in self.known[hall]]
            for hall, some in staffings.items()
        }
        if not self._most_lost:
            own = {hall: [of_hall(self.choice.scenario, hall)] for hall in self.places}
            for hall, (result,) in self._simulated(own, ONLY).items():
                lost = float(np.nan_to_num(result.estimate(MEASURE, f"hall:{hall}").mean))
                self._most_lost[hall] = (lost if lost < NO_MEASURE else 0.0) + ALLOWANCE
        variants = self._variants({hall: some for hall, some in new.items() if some})
        only = only_of(self.choice.scenario.targets) | ONLY
        for hall, results in self._simulated(variants, only).items():
            for heads, result in zip(new[hall], results, strict=True):
                self.known[hall][heads] = self._slacks(hall, result)

    def _slacks(self, hall: str, result: Result) -> Slacks:
        slacks = slacks_of(result, self.as_of)
        if hall not in guarded(self.choice.scenario):
            return slacks
        lost = float(np.nan_to_num(result.estimate(MEASURE, f"hall:{hall}").mean))
        return np.append(slacks, self._most_lost[hall] - lost)

    def _variants(self, staffings: Mapping[str, Sequence[Heads]]) -> dict[str, list[Scenario]]:
        """Scenarios of one hall each; the overrides of all halls are laid over the file together."""
        rest = self.of_halls(tuple(self.choice.bounds(index)[1] for index in range(len(self.choice.places))))
        found: dict[str, list[Scenario]] = {hall: [] for hall in staffings}
        for number in range(max(map(len, staffings.values()), default=0)):
            now = {hall: some[number] for hall, some in staffings.items() if number < len(some)}
            heads = self.together({**rest, **now})
            scenario = self.choice.scenario.replace(
                changes_of(self.choice.scenario, self.choice.places, heads)
            )
            for hall in now:
                found[hall].append(of_hall(scenario, hall))
        return found

    def _simulated(self, variants: Mapping[str, list[Scenario]], only: Only) -> dict[str, list[Result]]:
        jobs = [(some, self.replications, self.seed, only) for some in variants.values()]
        if self.workers == 1 or len(jobs) < 2:
            return dict(zip(variants, map(_evaluated, jobs), strict=True))
        # the largest halls first, so that no process is left with one at the end
        order = sorted(
            range(len(jobs)), key=lambda number: -contacts_of(jobs[number][0][0]) * len(jobs[number][0])
        )
        with ProcessPoolExecutor(self.workers, initializer=ignore_interrupts) as pool:
            done = dict(zip(order, pool.map(_evaluated, [jobs[number] for number in order]), strict=True))
        return {hall: done[number] for number, hall in enumerate(variants)}

    def of_halls(self, heads: Heads) -> dict[str, Heads]:
        """A staffing, hall by hall."""
        return {hall: tuple(heads[index] for index in places) for hall, places in self.places.items()}

    def holding(self, hall: str) -> list[Heads]:
        """The staffings of a hall that hold its targets."""
        return [heads for heads, slacks in self.known[hall].items() if (slacks >= 0).all()]

    @property
    def guard(self) -> Guard:
        """How many customers may be lost."""
        return Guard({hall: self._most_lost[hall] for hall in guarded(self.choice.scenario)})

    def holds_where_other(self, heads: Heads, base: Heads) -> bool:
        """Whether the targets hold in all halls that have other staff than in a base."""
        others = self.of_halls(base)
        return all(
            bool((self.known[hall][own] >= 0).all())
            for hall, own in self.of_halls(heads).items()
            if own != others[hall]
        )

    def slacks(self, heads: Heads) -> Slacks:
        """Slacks of a whole staffing whose parts are known: of the targets in their order, then of the guards."""
        parts = {hall: iter(self.known[hall][own].tolist()) for hall, own in self.of_halls(heads).items()}
        targets = [next(parts[target.scope.partition(":")[2]]) for target in self.choice.scenario.targets]
        return np.array([*targets, *(next(parts[hall]) for hall in guarded(self.choice.scenario))])

    # -- what is tried ---------------------------------------------------------------------------------------------------

    def even(self) -> dict[str, list[Heads]]:
        """Staffings of each hall with the same heads of each pool all day: each number, as long as they are few."""
        staffing = self.choice.scenario.staffing
        assert staffing is not None
        found = {}
        for hall, places in self.places.items():
            pools = list(dict.fromkeys(self.choice.places[index].pool for index in places))
            ranges = [range(staffing.pools[pool].least, staffing.pools[pool].most + 1) for pool in pools]
            some = [dict(zip(pools, heads, strict=True)) for heads in product(*ranges)]
            some = [each for each in some if _somebody(self.choice, each)][:MOST_EVEN]
            found[hall] = [tuple(each[self.choice.places[index].pool] for index in places) for each in some]
        return found

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

    def cheapest(self, limited: bool = True) -> Plan | None:
        """The cheapest plan made up of staffings that hold in their halls, within all rules, or without total and budget;
        None where there is none."""
        program = cheapest(self.choice if limited else _unlimited(self.choice))
        for number, (hall, places) in enumerate(self.places.items()):
            options = self.holding(hall)
            flags = [
                program.problem.add_variable(f"has_{number}_{place}", 0, 1, pulp.LpInteger)
                for place in range(len(options))
            ]
            program.problem += pulp.lpSum(flags) == 1, f"one_{number}"
            for at, index in enumerate(places):
                chosen = pulp.lpSum(heads[at] * flag for heads, flag in zip(options, flags, strict=True))
                program.problem += program.heads[index] == chosen, f"chosen_{number}_{at}"
        answer = solve(program)
        return plan_of(answer) if answer.heads else None

    def rises(self) -> list[Rise]:
        """What the staffings that fall short forbid: in each hall some stretch must have more, if more never hurts."""
        found = []
        for hall, places in self.places.items():
            short = [heads for heads, slacks in self.known[hall].items() if not (slacks >= 0).all()]
            for heads in _largest(short):
                levels = [
                    (index, count + 1)
                    for index, count in zip(places, heads, strict=True)
                    if count < self.choice.bounds(index)[1]
                ]
                found.append(Rise(tuple(levels)))
        return found

    def bound(self) -> float:
        """What no plan costs less than, if more heads never hurt; infinite where there is none."""
        program = cheapest(self.choice)
        program.add(rises_are_made(program, self.rises()))
        answer = solve(program)
        return answer.bound if answer.heads else float("inf")


def of_hall(scenario: Scenario, hall: str) -> Scenario:
    """A scenario of one of its halls alone: the same customers, staff and dice."""
    pools = {name: pool for name, pool in scenario.pools.items() if name in scenario.halls[hall].pools}
    targets = tuple(target for target in scenario.targets if target.scope == f"hall:{hall}")
    update = {"halls": {hall: scenario.halls[hall]}, "pools": pools, "targets": targets, "staffing": None}
    return scenario.model_copy(update=update)


def _evaluated(job: Job) -> list[Result]:
    variants, replications, seed, only = job
    return evaluate_variants(variants, replications, seed, only)


def _somebody(choice: Choice, heads: Mapping[str, int]) -> bool:
    """Whether some counter has anybody."""
    return any(count for pool, count in heads.items() if choice.scenario.pools[pool].works_at == "counter")


def _largest(staffings: Sequence[Heads]) -> list[Heads]:
    """Those that have nowhere fewer heads than any other has."""
    table = np.array(staffings)
    return [heads for heads in staffings if ((table >= np.array(heads)).all(axis=1)).sum() == 1]


def found_by_halls(halls: Halls) -> Plan | None:
    """The cheapest plan of what is tried: even staffings first, then one head fewer in one stretch, as long as that helps."""
    halls.try_all(halls.even())
    best = None
    for _ in range(ROUNDS):
        base = best or halls.cheapest(limited=False)
        if base is None:
            return None
        halls.try_all(halls.fewer(halls.of_halls(base.heads)))
        better = halls.cheapest()
        if best and better and better.cost >= best.cost * (1 - SMALL):
            break
        best = better
    return best


def _unlimited(choice: Choice) -> Choice:
    """The choice without the rules that couple halls."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    free = staffing.model_copy(update={"total": None, "budget": None})
    return replace(choice, scenario=choice.scenario.model_copy(update={"staffing": free}))


def replications_for(choice: Choice, most: int, visits: float) -> int:
    """Replications with which all even staffings take about so many visits; at least eight."""
    halls = choice.scenario.halls.values()
    calendar = choice.scenario.calendar
    days = sum(bool(calendar.hours_on(day)) for day in range(-calendar.warm_up, calendar.days))
    each = MOST_EVEN / 2 * days * sum(hall.arrivals.per_day for hall in halls)
    return int(min(most, max(8, visits / each)))
