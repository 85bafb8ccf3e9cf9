"""Why a plan is as it is: which target and interval bind, what a head more or fewer changes, what other demand and absences do.

Everything is simulated on one range of fresh replications, so that differences are paired, each with its interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from optimize.abandonment_guard import MEASURE, ONLY, Guard
from optimize.deadline import Deadline
from optimize.frontier import FOUND, Point, frontier, kind_of_points
from optimize.head_changes import HeadChange, at_one_time, in_each_stretch, one_missing
from optimize.outcome import StaffingOutcome
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan
from optimize.plans.stretches import changes_of
from optimize.simulation import Simulation
from optimize.slacks import only_of, share_of, slacks_of
from optimize.verify.check import FRESH
from sim.measures.registry import measure
from sim.results.comparison import difference
from sim.results.estimates import Estimate
from sim.results.headline import Figure
from sim.results.result import CONFIDENCE, Result
from sim.running.absence_effect import with_missing
from sim.running.experiment import contacts_of
from sim.running.workers import Workers
from sim.scenario import Scenario

CONTACTS = 100_000_000.0
"""Contacts simulated of all staffings together, about (assumed: some two minutes of two cores)."""

FEWEST = 8
"""Replications at least (assumed: the customers are the same, so that differences are known well)."""

DEMAND = (0.8, 0.9, 1.1, 1.2)
"""Volumes tried, against that of the scenario."""

MISSING = (0.05, 0.1)
"""Chances that a scheduled head is missing on a day, on top of the scenario's own absence (assumed: some sick days a month)."""


class CannotSay(ValueError):
    """There is no plan to explain."""


@dataclass(frozen=True)
class Binding:
    """How near a target, or the guard on customers who are lost, is to its threshold.

    Attributes
    ----------
    target : int or None
        Number of the target; None of the guard.
    figure : Figure
        What it is about.
    threshold : float
        What its limit is held against.
    slack : float
        By how much its limit is on the right side of the threshold.
    share : float
        The same as a share of the threshold; of a threshold of zero, the slack itself.
    start : str
        Start of the interval of the average day in which the measure is worst; empty where it has none.
    value : float
        The measure in that interval.
    """

    target: int | None
    figure: Figure
    threshold: float
    slack: float
    share: float
    start: str
    value: float


@dataclass(frozen=True)
class Effect:
    """What the measure of what binds does when something changes.

    Attributes
    ----------
    what : str
        What changes: a stretch, a pool, how many are missing, a volume.
    heads : int
        Heads more or, below zero, fewer.
    cost : float
        Yuan over the horizon more or, below zero, less, by the schedule.
    change : Estimate
        Paired difference of the measure to that of the plan.
    holds : bool
        Whether all targets hold then, and no hall loses more customers than it may: by the slacks of the check, and what changes here.
    allowed : bool
        Whether the bounds of the heads allow it.
    """

    what: str
    heads: int
    cost: float
    change: Estimate
    holds: bool
    allowed: bool = True


@dataclass(frozen=True)
class Why:
    """The account of a plan.

    Attributes
    ----------
    replications : int
        How many were simulated.
    binding : tuple of Binding
        Every target, and the guard of each hall, from the one with the least share of its threshold left.
    heads : tuple of Effect
        One head more, and one fewer, in each stretch.
    absences : tuple of Effect
        One head of a pool missing all the time.
    missing : tuple of Effect
        Heads missing by chance, each on each day by its own draw.
    demand : tuple of Effect
        Other volumes; empty where the volume stands in a table.
    frontier : tuple of Point
        Cost against the threshold of the target that binds.
    frontier_is : str
        How sure these are or, where there are none, why.
    """

    replications: int
    binding: tuple[Binding, ...]
    heads: tuple[Effect, ...]
    absences: tuple[Effect, ...]
    missing: tuple[Effect, ...]
    demand: tuple[Effect, ...]
    frontier: tuple[Point, ...] = field(default=())
    frontier_is: str = FOUND


def why(
    outcome: StaffingOutcome,
    replications: int = 100,
    seed: int = 1,
    deadline: Deadline | None = None,
    workers: Workers = 1,
) -> Why:
    """Explain a plan.

    Where many staffings take many contacts, there are fewer replications; where even these would be too many, one head more and one fewer
    are tried in the interval that binds alone.

    Parameters
    ----------
    outcome : StaffingOutcome
        With a plan and its check.
    replications : int
        How many at most, the first ones of the check's range.
    seed : int
        Seed of the dice.
    deadline : Deadline, optional
        When the search for other thresholds ends; without end if not given.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.

    Raises
    ------
    CannotSay
        There is no plan.
    """
    if outcome.plan is None or outcome.check is None:
        raise CannotSay("there is no plan to explain")
    choice, binding = outcome.choice, binding_of(outcome.check, outcome.record.guard)
    beside = _beside(choice, outcome.plan, binding[0].start, replications)
    numbers, cases = range(FRESH, FRESH + beside.replications), [*beside.one, *beside.missing]
    staffed = changes_of(choice.scenario, choice.places, outcome.plan.heads)
    changes: list[Mapping[str, Any]] = [
        staffed,
        *(changes_of(choice.scenario, choice.places, case.heads) for case in cases),
        *({**staffed, **scaled} for _, scaled in beside.volumes),
    ]
    only = only_of(choice.scenario.targets) | (ONLY if outcome.record.guard.most else frozenset())
    plan, *others = Simulation(choice, numbers, seed, workers).of_changes(changes, only)
    base = _Base(plan, outcome.check, outcome.record.guard, binding[0].figure)
    effects = [
        replace(base.effect(other, case.what, case.more, case.cost), allowed=case.allowed)
        for case, other in zip(cases, others, strict=False)
    ]
    demand = [
        base.effect(other, f"{100 * factor:g} % of the customers")
        for (factor, _), other in zip(beside.volumes, others[len(cases) :], strict=True)
    ]
    drawn = _missing(base, numbers, seed)
    tight = next((each.target for each in binding if each.target is not None), 0)
    points = frontier(outcome, tight, deadline or Deadline())
    return Why(
        len(numbers),
        binding,
        tuple(effects[: len(beside.one)]),
        tuple(effects[len(beside.one) :]),
        tuple(drawn),
        tuple(demand),
        points,
        kind_of_points(outcome),
    )


@dataclass(frozen=True)
class _Base:
    """The plan, as what others are held against.

    Attributes
    ----------
    plan : Result
        On the replications of the account.
    check : Result
        On those of its check, which may be many more.
    guard : Guard
        What it may lose of the contacts of each hall.
    told : Figure
        What is told: what binds is about it.
    """

    plan: Result
    check: Result
    guard: Guard
    told: Figure

    def effect(self, other: Result, what: str, more: int = 0, cost: float = 0.0) -> Effect:
        """What changes; targets hold if the slacks of the check hold it, with intervals as narrow as there."""
        many = self.check.replications
        change = difference(self.plan, other, *self.told)
        slacks = slacks_of(self.check) + slacks_of(other, many) - slacks_of(self.plan, many)
        guarded = self.guard.slacks(self.check) + self.guard.slacks(other) - self.guard.slacks(self.plan)
        holds = bool((np.append(slacks, guarded) >= 0).all())
        return Effect(what, more, cost, change.estimate(self._confidence()), holds)

    def _confidence(self) -> float:
        """That of the target that is told; the usual one of the guard, which has none."""
        about = {Figure(each.measure, each.scope, each.period): each for each in self.plan.scenario.targets}
        return about[self.told].confidence if self.told in about else CONFIDENCE


class _Beside(NamedTuple):
    """What is simulated beside the plan, and how often."""

    one: list[HeadChange]
    missing: list[HeadChange]
    volumes: list[tuple[float, dict[str, float]]]
    replications: int


def _beside(choice: Choice, plan: Plan, start: str, replications: int) -> _Beside:
    """As many staffings and replications as `CONTACTS` allow; one head more and fewer in one interval alone where all are too many."""
    one, missing, volumes = (
        in_each_stretch(choice, plan),
        one_missing(choice, plan),
        _volumes(choice.scenario),
    )
    most, others = CONTACTS / contacts_of(choice.scenario), 1 + len(missing) + len(volumes) + len(MISSING)
    if FEWEST * (others + len(one)) > most:
        one = at_one_time(choice, plan, start)
    count = np.clip(most / (others + len(one)), min(FEWEST, replications), replications)
    return _Beside(one, missing, volumes, int(count))


def binding_of(check: Result, guard: Guard) -> tuple[Binding, ...]:
    """Every target of a result, and the guard on those who are lost in each hall, from the one with the least share of its threshold
    left."""
    found = []
    for number, (verdict, slack) in enumerate(zip(check.verdicts(), slacks_of(check), strict=True)):
        target = verdict.target
        figure = Figure(target.measure, target.scope, target.period)
        found.append(_binding(check, number, figure, verdict.threshold, float(slack)))
    for (hall, most), slack in zip(guard.most.items(), guard.slacks(check), strict=True):
        found.append(_binding(check, None, Figure(MEASURE, f"hall:{hall}"), most, float(slack)))
    return tuple(sorted(found, key=lambda each: each.share))


def _binding(check: Result, number: int | None, figure: Figure, threshold: float, slack: float) -> Binding:
    """One of them, with the interval of the average day in which its measure is worst, where it has any."""
    share = share_of(slack, threshold)
    if not check.samples.has_average_day(measure(figure.measure)):
        return Binding(number, figure, threshold, slack, share, "", float("nan"))
    profile = check.profile(figure.measure, figure.scope)["mean"]
    low_is_good = number is None or check.scenario.targets[number].at_most is not None
    values = profile.to_numpy(dtype=float)
    worst = int(values.argmax() if low_is_good else values.argmin()) if len(values) else -1
    place = (str(profile.index[worst]), float(values[worst])) if len(values) else ("", float("nan"))
    return Binding(number, figure, threshold, slack, share, *place)


def _missing(base: _Base, replications: range, seed: int) -> list[Effect]:
    """Heads missing by chance, in halls as in call centres; who is missing is paid."""
    scenario = base.plan.scenario
    only = only_of(scenario.targets) | (ONLY if base.guard.most else frozenset())
    return [
        base.effect(
            with_missing(scenario, chance, replications, seed, only), f"{100 * chance:g} % of the heads"
        )
        for chance in MISSING
    ]


def _volumes(scenario: Scenario) -> list[tuple[float, dict[str, float]]]:
    """Other volumes, each with what it overrides; none where some volume stands in a table and not in the file."""
    if any(arrivals.volumes is not None or arrivals.counts is not None for arrivals in scenario.arrivals):
        return []
    doors = [door for site in scenario.sites.values() for door in site.doors]
    rates = {f"{'.'.join(map(str, door.key))}.per_day": door.arrivals.per_day for door in doors}
    return [(factor, {key: factor * rate for key, rate in rates.items()}) for factor in DEMAND]
