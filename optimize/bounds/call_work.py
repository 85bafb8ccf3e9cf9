"""What no staffing of a call centre costs less than: heads must be there for as long as the calls take that must be answered.

Targets on abandoned calls and on service levels force a share of the calls to be answered, each by a pool that can, within the slot of
time in which it comes or the next one; agents work on one call after the other, so their minutes on duty are as many at least. With
the rules for shifts that is a program of its own; what its solution costs is a bound, and so is what its relaxation costs.

Valid for plans that keep their targets in the mean over all days that may come, if no call finds all trunks taken, nobody is answered
later than in the next slot, and who goes off duty has as much left to do as somebody met at random has. Of those who call again only
the ones whose matter was not solved are counted, whenever they call: the others ask for more answers than they spare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

import numpy as np
import pulp

from optimize.deadline import Deadline
from optimize.levels.target_levels import level_of
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest
from optimize.plans.covering import services_have_somebody
from optimize.plans.program import Constraint, Program
from optimize.requirements.call_load import (
    CallKind,
    calls_on,
    is_chat,
    kinds_of,
    quality,
    time_of,
    to_agents,
    work,
)
from optimize.requirements.erlang import Goal
from optimize.requirements.teams import Floats
from optimize.solver import run
from sim.scenario import Scenario
from sim.scenario.pool import Pool
from sim.scenario.staffing import PoolChoice
from sim.scenario.units import DAY

SLOT = 60.0
"""Minutes of a slot (assumed: few callers wait as long, and the program stays small)."""

SECONDS = 10.0
"""Seconds for whole numbers of people; the relaxation is a bound in any case (assumed)."""

NEARLY = 0.002
"""Relative gap at which that ends."""

MIDDLES = 2000
"""Quantiles from which moments of times are worked out (assumed)."""


@dataclass(frozen=True)
class Must:
    """That a share of the calls of some lines is answered, on all days together or, if given, on one day of the horizon."""

    lines: frozenset[str]
    share: float
    day: int | None = None


@dataclass(frozen=True)
class WorkCalls:
    """First calls of one line that the same pools can answer, from the same waits on, and whose callers are as patient: what they want
    does not decide who of them is answered, or by whom.

    Attributes
    ----------
    kinds : tuple of (CallKind, float)
        Of what kinds they are, each with its share of them.
    rates : ndarray
        Calls that want an agent, by minute of each day, shape (days, 1440).
    """

    kinds: tuple[tuple[CallKind, float], ...]
    rates: Floats

    @property
    def kind(self) -> CallKind:
        """One of the kinds, for what all have in common."""
        return self.kinds[0][0]

    def mean(self, value: Callable[[CallKind], float]) -> float:
        """The mean of something over the calls."""
        return sum(share * value(kind) for kind, share in self.kinds)

    @cached_property
    def slots(self) -> Floats:
        """The same in each slot of the horizon."""
        return np.asarray(self.rates.reshape(-1, int(SLOT)).sum(axis=1))


@dataclass
class WorkProgram:
    """The program of the bound.

    Attributes
    ----------
    program : Program
        Shifts and heads.
    calls : list of WorkCalls
        What comes.
    answered : dict
        Calls answered, by number of calls, pool, slot in which they come, and whether in the next one.
    again : dict
        Calls of those who call again, by number of calls and slot.
    """

    program: Program
    calls: list[WorkCalls]

    def __post_init__(self) -> None:
        self.again = {
            (number, slot): self.program.problem.add_variable(f"again_{number}_{slot}", 0)
            for number, each in enumerate(self.calls)
            for slot in np.flatnonzero(each.slots).tolist()
        }
        self.answered = {
            (number, pool, slot, later): self.program.problem.add_variable(
                f"answered_{number}_{pool_number}_{slot}_{later}", 0
            )
            for number, each in enumerate(self.calls)
            for pool_number, pool in enumerate(dict.fromkeys(each.kind.pools))
            for slot in np.flatnonzero(each.slots).tolist()
            for later in (0, 1)
        }

    @cached_property
    def slots(self) -> int:
        """Slots of the horizon, which goes round."""
        return len(self.calls[0].slots)


def work_bound(choice: Choice, until: Deadline) -> float:
    """The bound in yuan, answered calls with it; zero where no target forces a call to be answered."""
    wanted = musts_of(choice)
    if not wanted:
        return 0.0
    problem = work_program(choice, wanted).program.problem
    relaxed = run(problem, until.left(), whole=False).bound
    seconds = min(SECONDS, SECONDS if until.seconds is None else until.left() or 1.0)
    whole = run(problem, seconds, gap=NEARLY).bound
    return max(0.0, relaxed, whole)


def work_program(choice: Choice, wanted: Sequence[Must]) -> WorkProgram:
    """The program of the bound."""
    program = cheapest(choice)
    found = WorkProgram(program, calls_of(choice))
    program.add(services_have_somebody(program))
    program.add(calls_come(found)).add(calls_are_answered(found, wanted)).add(work_is_done(found))
    program.add(answers_are_paid(found))
    return found


def musts_of(choice: Choice) -> list[Must]:
    """Which calls the targets force to be answered. A service level counts only calls answered; and a line that may be so much below
    the best is that much below the level of all, at most, since the best is not below it."""
    scenario = choice.scenario
    days = {scenario.calendar.date(day).isoformat(): day for day in range(scenario.calendar.days)}
    levels = [
        (level, days.get(target.period))
        for target in scenario.targets
        if (level := level_of(scenario, target))
    ]
    found = [
        Must(level.lines, level.least, day)
        for level, day in levels
        if not level.below and _counts(level.goal)
    ]
    for level, day in levels:
        every = level.lines | level.below
        of_all = [
            other.least
            for other, same_day in levels
            if not other.below and (other.goal, other.lines, same_day) == (level.goal, every, day)
        ]
        if level.below and of_all and _counts(level.goal):
            found.append(Must(level.lines, max(of_all) + level.least, day))
    return found


def _counts(goal: Goal) -> bool:
    """Whether only answered calls count as good."""
    return goal.kind == "abandoned" or goal.lost == "missed"


def calls_of(choice: Choice) -> list[WorkCalls]:
    """First calls by line, the pools that can answer them and when, and patience."""
    scenario = choice.scenario
    alike: dict[tuple[object, ...], list[CallKind]] = {}
    for kind in kinds_of(scenario):
        patience = repr(scenario.services[kind.service].phone.patience)
        key = (kind.centre, kind.line, frozenset(kind.from_when.items()), kind.at_once, patience)
        alike.setdefault(key, []).append(kind)
    days, found = range(scenario.calendar.days), []
    for kinds in alike.values():
        shares = [kind.share * to_agents(scenario, kind) for kind in kinds]
        rates = np.array([calls_on(scenario, kinds[0].centre, kinds[0].line, day) for day in days])
        parts = tuple((kind, share / sum(shares)) for kind, share in zip(kinds, shares, strict=True))
        found.append(WorkCalls(parts, rates * sum(shares)))
    return found


def calls_come(found: WorkProgram) -> Iterator[Constraint]:
    """Of the calls of a slot no more are answered than come, for the first time or again; the latter at any time."""
    for number, each in enumerate(found.calls):
        again, pools = [], dict.fromkeys(each.kind.pools)
        for slot in np.flatnonzero(each.slots).tolist():
            again.append(found.again[number, slot])
            answered = [found.answered[number, pool, slot, later] for pool in pools for later in (0, 1)]
            total = pulp.lpSum([*answered, -1 * again[-1]])
            yield total <= float(each.slots[slot]), f"come_{number}_{slot}"
        back = [
            -call_again(found, number, pool) * variable
            for (place, pool, _, _), variable in found.answered.items()
            if place == number
        ]
        if again:
            yield pulp.lpSum([*again, *back]) == 0, f"again_{number}"


def call_again(found: WorkProgram, number: int, pool: str) -> float:
    """Calls that come again of an answered one, since the pool did not solve the matter, and want an agent."""
    scenario, calls = found.program.choice.scenario, found.calls[number]
    transfer = scenario.pools[pool].phone.transfer
    stays = 1 - transfer.share if transfer else 1.0
    centre = scenario.centres[calls.kind.centre]
    moved = any("unsolved" in move.after for move in centre.moves)

    def unsolved(kind: CallKind) -> float:
        solved = scenario.services[kind.service].phone.solved * quality(scenario.pools[pool], kind)
        return (1 - solved) * to_agents(scenario, kind)

    return 0.0 if moved else calls.mean(unsolved) * stays * centre.redial.unsolved


def minutes_of(found: WorkProgram, number: int, pool: str) -> float:
    """Mean minutes for which a pool works on one of some calls."""
    scenario = found.program.choice.scenario
    return found.calls[number].mean(lambda kind: work(scenario, scenario.pools[pool], kind))


def calls_are_answered(found: WorkProgram, wanted: Sequence[Must]) -> Iterator[Constraint]:
    """Over the horizon, the share of calls that the targets force is answered, of those that come again as well."""
    a_day = int(DAY // SLOT)
    for place, must in enumerate(wanted):
        first, last = (0, found.slots) if must.day is None else (a_day * must.day, a_day * (must.day + 1))
        numbers = {number for number, each in enumerate(found.calls) if each.kind.line in must.lines}
        total = sum(float(found.calls[number].slots[first:last].sum()) for number in numbers)
        answered = [
            (1 - (must.share * call_again(found, number, pool) if must.day is None else 0.0)) * variable
            for (number, pool, slot, _), variable in found.answered.items()
            if number in numbers and first <= slot < last
        ]
        yield pulp.lpSum(answered) >= must.share * total, f"must_{place}"


def work_is_done(found: WorkProgram) -> Iterator[Constraint]:
    """In each slot the heads of a pool that is chosen are there for as long as the work takes that they do in it; who goes off duty
    finishes what is at hand."""
    order = list(found.program.choice.scenario.pools)
    minutes: dict[tuple[str, int], list[Any]] = {}
    for (number, pool, slot, later), variable in found.answered.items():
        each = minutes_of(found, number, pool)
        minutes.setdefault((pool, (slot + later) % found.slots), []).append(each * variable)
    there = _there(found)
    for (pool, slot), done in minutes.items():
        if pool in _chosen(found):
            heads = there.get((pool, slot), [])
            yield pulp.lpSum([*done, *(-1 * each for each in heads)]) <= 0, f"work_{order.index(pool)}_{slot}"


def _chosen(found: WorkProgram) -> dict[str, PoolChoice]:
    assert found.program.choice.scenario.staffing is not None
    return found.program.choice.scenario.staffing.pools


def _there(found: WorkProgram) -> dict[tuple[str, int], list[Any]]:
    """By pool and slot the minutes for which heads are there, and for which those work on who went off duty, as terms."""
    choice, a_day = found.program.choice, int(DAY // SLOT)
    terms: dict[tuple[str, int], list[Any]] = {}
    for place, heads in zip(choice.places, found.program.heads, strict=True):
        there = 1 - choice.scenario.pools[place.pool].chance_missing
        for number in range(int(place.span.start // SLOT), ceil(place.span.end / SLOT)):
            length = min(place.span.end, (number + 1) * SLOT) - max(place.span.start, number * SLOT)
            for day in place.days:
                terms.setdefault((place.pool, day * a_day + number), []).append(there * length * heads)
    left = {pool: left_over(found, pool) for pool in _chosen(found)}
    for shift, people in zip(choice.shifts, found.program.people, strict=True):
        for end in (shift.time.end, *((shift.pause.start,) if shift.pause else ())):
            for day in shift.days:
                slot = (day * a_day + int(end // SLOT)) % found.slots
                terms.setdefault((shift.pool, slot), []).append(left[shift.pool] * people)
    return terms


def left_over(found: WorkProgram, pool: str) -> float:
    """Minutes that somebody of a pool who is met at random in a call has still to do: half the mean square over the mean of the
    time of a call (Feller, *An Introduction to Probability Theory and Its Applications*, vol. 2, XI.4)."""
    scenario, mean, square = found.program.choice.scenario, 0.0, 0.0
    for each in found.calls:
        if pool in each.kind.pools:
            for kind, share in each.kinds:
                calls = share * float(each.slots.sum())
                first, second = moments(scenario, scenario.pools[pool], kind)
                mean, square = mean + calls * first, square + calls * second
    return square / (2 * mean) if mean else 0.0


def moments(scenario: Scenario, pool: Pool, kind: CallKind) -> tuple[float, float]:
    """Mean and mean square of the minutes for which a call of a kind takes one seat of a pool."""
    service = scenario.services[kind.service]
    chats = is_chat(scenario, kind)
    talk = time_of(service, chats)
    middles = (np.arange(MIDDLES) + 0.5) / MIDDLES
    talks, after = talk.inverse(middles), service.phone.after_call.inverse(middles)
    mean = float(talks.mean() + after.mean())
    square = float(talks.var() + after.var()) + mean**2
    seats = pool.phone.chats.at_once if chats and pool.phone.chats else 1
    longer = work(scenario, pool, kind) * seats / mean if mean else 1.0
    return mean * longer, square * longer**2


def answers_are_paid(found: WorkProgram) -> Iterator[Constraint]:
    """What answered calls cost on each day, and what is paid at the least, comes on top of the shifts."""
    program, scenario, costs = found.program, found.program.choice.scenario, []
    a_day = int(DAY // SLOT)
    for place, name in enumerate(_chosen(found)):
        phone = scenario.pools[name].phone
        for day in range(scenario.calendar.days if phone.cost_per_call else 0):
            cost = program.problem.add_variable(
                f"paid_{place}_{day}", phone.cost_per_call * phone.least_calls
            )
            costs.append(cost)
            answered = [
                -phone.cost_per_call * variable
                for (_, pool, slot, later), variable in found.answered.items()
                if pool == name and (slot + later) % found.slots // a_day == day
            ]
            yield pulp.lpSum([cost, *answered]) >= 0, f"paid_for_{place}_{day}"
    program.problem.setObjective(program.problem.objective + pulp.lpSum(costs))
