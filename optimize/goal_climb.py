"""From a plan within a budget to better ones next to it: people more where money is left, or at another time, until none is better.

Searches under a threshold find cheap plans, which leave money of the budget. What a head more and a head fewer in each stretch do to the goal
and to the targets is simulated on few replications; an integer program spends the budget on the steps that add most, if that adds up, and what
it proposes is tried as a whole. Where that ends, one person more is tried on each shift.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pulp

from optimize.cuts.head_steps import Effects, effects_at, head_steps, slacks_stay
from optimize.deadline import Deadline
from optimize.goal import STEP, loosest
from optimize.oracle import Oracle
from optimize.plans.constraints import total_cost
from optimize.plans.plan import Plan, StaffingRules, by_rules, plan_of
from optimize.plans.solved import solve
from optimize.simulation import Heads, Simulation
from optimize.slacks import Slacks
from sim.running.experiment import contacts_of
from sim.scenario.staffing import Goal

STEPS = (1, 2, 4, 8, 16, 32)
"""Most steps of a head, each for a plan of its own (assumed: effects add up less well the more steps there are)."""

LOOK = 8
"""Replications on which single heads are looked at, at most (assumed)."""

CONTACTS = 40_000_000.0
"""Contacts simulated where no time limit says when to end, and of single heads in any case (assumed: some half a minute of two cores)."""

AT_ONCE = 2_000_000.0
"""Contacts simulated in one call of plans with one person more, about (assumed: a second or two)."""

SECONDS = 20.0
"""Seconds after which the solver takes the most heads that it has found for what is left (assumed)."""

TINY = 0.01
"""Share of what a head does to the goal that the whole budget is worth where plans are as good as each other (assumed)."""


@dataclass
class Climb:
    """A search for better plans next to one.

    Attributes
    ----------
    simulation : Simulation
        That of the search, with the goal as the last target, under the threshold that any value keeps.
    goal : Goal
        What is to be as good as can be.
    plan : Plan
        The best plan so far, which holds the targets there; at first the one to begin at.
    failed : mapping
        Staffings that fell short of a check, with their slacks there, that of the goal behind those of the targets.
    until : Deadline
        When to end; without a limit, so many contacts are simulated as are affordable.
    is_through : bool
        Whether every plan with one person more than the best was tried that rules and budget allow.
    """

    simulation: Simulation
    goal: Goal
    plan: Plan
    failed: Mapping[Heads, Slacks]
    until: Deadline
    is_through: bool = False

    def __post_init__(self) -> None:
        self._choice = self.simulation.choice
        self._rules, self._oracle = StaffingRules(self._choice), Oracle(self.simulation)
        self._oracle.strike_out(self.failed)
        self._goal_at = len(self._choice.scenario.targets) - 1
        self._each, count = contacts_of(self._choice.scenario), len(self.simulation.replications)
        looked = min(LOOK, count, int(CONTACTS / self._each / (2 * len(self._choice.places) + 1)))
        self._look = Oracle(self.simulation.first(looked)) if looked > 1 else None

    def go_up(self) -> None:
        """Go from plan to plan as long as that makes the goal better."""
        (self.plan,) = self._oracle.priced([self.plan])
        while not self._is_over():
            effects = self._effects()
            if self._took(list(self._proposed(effects))):
                continue
            if not self._took_one_more(effects):
                return

    def _is_over(self) -> bool:
        """Whether time, or what is affordable without a limit of it, is spent."""
        if self.until.left() is not None:
            return self.until.is_over
        looked = self._look.simulated * len(self._look.replications) if self._look else 0
        whole = self._oracle.simulated * len(self._oracle.replications)
        return (whole + looked) * self._each >= CONTACTS

    def _effects(self) -> Effects | None:
        """What single heads do at the best plan; None where looking at that is too dear."""
        if self._look is None:
            return None
        self._look.guard = self._oracle.guard
        (effects,), (slack,) = (
            effects_at(self._choice, self._look, [self.plan.heads]),
            self._oracle.slacks([self.plan.heads]),
        )
        return replace(effects, slack=slack)

    def _proposed(self, effects: Effects | None) -> Iterator[Plan]:
        """Plans with better and better goals, if effects add up, and the one with the most heads for the money that is left."""
        some = [self._with_steps(effects, most) for most in STEPS] if effects else []
        yield from (plan for plan in (*some, self._with_all_that_is_left()) if plan)

    def _with_steps(self, effects: Effects, most: int) -> Plan | None:
        """The plan with the best goal within so many steps, if effects add up; of those the cheapest."""
        budget, at = self._budget, self._goal_at
        found = head_steps(self._choice, effects, most)
        one = float(effects.one_head[at]) or 1.0
        price = TINY * one / budget if budget else 0.0
        found.program.problem.setObjective(pulp.lpSum([-1 * found.added(at), price * found.cost]))
        found.program.problem += found.cost <= budget - self._on_top, "budget_with_all"
        others = effects.slack.copy()
        others[at] = np.inf
        found.effects = replace(effects, slack=others)
        found.program.add(slacks_stay(found, 0.0))
        return found.plan()

    def _with_all_that_is_left(self) -> Plan | None:
        """The plan with the most head-hours that has nowhere fewer heads than the best."""
        program = by_rules(self._choice)
        for variable, count in zip(program.heads, self.plan.heads, strict=True):
            variable.lowBound = count
        minutes = [-each.minutes for each in self._choice.places]
        program.problem.setObjective(
            pulp.lpSum(by * heads for by, heads in zip(minutes, program.heads, strict=True))
        )
        program.problem += total_cost(program) <= self._budget - self._on_top, "budget_with_all"
        answer = solve(program, min(SECONDS, self.until.left() or SECONDS))
        return plan_of(answer) if answer.heads else None

    def _took(self, plans: Sequence[Plan]) -> bool:
        """Try plans, and go to the best of them; whether that is better than the one before."""
        new = {plan.heads: plan for plan in plans if plan.heads not in self._oracle.known}
        if not new:
            return False
        self._oracle.try_plans(list(new.values()))
        best = self.plan
        for plan in self._oracle.priced(list(new.values())):
            if self._holds(plan) and self._is_better(plan, best):
                best = plan
        is_better, self.plan = best is not self.plan, best
        return is_better

    def _took_one_more(self, effects: Effects | None) -> bool:
        """Try one person more on each shift, those first that promise most, some at a time, and go to the first that is better; whether any is."""
        left = self._budget - self.plan.schedule  # overtime may be less with one person more
        numbers = [number for number, shift in enumerate(self._choice.shifts) if shift.cost <= left]
        numbers.sort(key=lambda number: -self._promised(effects, number))
        at_once = max(1, int(AT_ONCE / self._each / len(self._oracle.replications)))
        for first in range(0, len(numbers), at_once):
            if self._is_over():
                return False
            more = (self._rules.plan(self._with_one_more(each)) for each in numbers[first : first + at_once])
            if self._took([plan for plan in more if plan]):
                return True
        self.is_through = True
        return False

    def _with_one_more(self, number: int) -> tuple[int, ...]:
        return tuple(count + (place == number) for place, count in enumerate(self.plan.people))

    def _promised(self, effects: Effects | None, number: int) -> float:
        """What one person more on a shift should add to the goal."""
        more = effects.more if effects else {}
        covered = self._choice.shifts[number].covers
        return sum(float(more[index][self._goal_at]) for index in covered if index in more)

    def _is_better(self, plan: Plan, other: Plan) -> bool:
        """Whether the goal is better under a plan, by more than rounding; its slack is the distance from the threshold that any value keeps."""
        here, there = (float(self._oracle.known[each.heads][self._goal_at]) for each in (plan, other))
        return here > there + STEP * max(1.0, abs(loosest(self.goal) - there))

    def _holds(self, plan: Plan) -> bool:
        (holds,) = self._oracle.hold([plan.heads])
        return holds and self._choice.affords(plan.cost)

    @property
    def _budget(self) -> float:
        staffing = self._choice.scenario.staffing
        assert staffing is not None
        assert staffing.budget is not None
        return staffing.budget

    @property
    def _on_top(self) -> float:
        """What comes on top of the schedule of the best plan."""
        return self.plan.overtime + self.plan.calls
