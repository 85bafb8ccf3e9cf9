"""What single heads do to the slacks of a staffing and to its cost, and the program of steps from it if that adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pulp

from optimize.oracle import Oracle
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest, total_cost
from optimize.plans.covering import services_have_somebody
from optimize.plans.plan import Plan, plan_of
from optimize.plans.program import Constraint, Program, weighted
from optimize.plans.solved import solve
from optimize.simulation import Heads
from optimize.slacks import Slacks

MOST = 2
"""By how many heads one stretch may change in a round (assumed)."""


@dataclass(frozen=True)
class Effects:
    """What one head does at a staffing.

    Attributes
    ----------
    heads : tuple of int
        The staffing.
    slack : ndarray
        Its slacks.
    more, fewer : dict
        By stretch, what a head more adds to each slack, and what a head fewer takes from it.
    dearer : dict
        By stretch and by 1 or -1, what a head more or fewer adds to the cost on top of the schedule, such as overtime.
    """

    heads: Heads
    slack: Slacks
    more: dict[int, Slacks]
    fewer: dict[int, Slacks]
    dearer: dict[tuple[int, int], float] = field(default_factory=dict)

    @property
    def one_head(self) -> Slacks:
        """What a head typically does to each slack."""
        effects = [np.abs(each) for each in (*self.more.values(), *self.fewer.values())]
        return np.median(effects, axis=0) if effects else np.zeros_like(self.slack)

    def priced(self, cost: float, slack: Slacks, head: float) -> float:
        """A cost together with what is missing at the price of typical heads, or less what is too much.

        Parameters
        ----------
        cost : float
            Of some plan.
        slack : ndarray
            Its slacks.
        head : float
            What a head typically costs.
        """
        known = np.isfinite(slack) & (self.one_head > 0)
        heads = -slack[known] / self.one_head[known]
        return cost + head * float(heads.max()) if len(heads) else cost


def effects_at(choice: Choice, oracle: Oracle, staffings: Sequence[Heads]) -> list[Effects]:
    """What a head more and a head fewer in each stretch of some staffings do, simulated in one call."""
    steps = [one_head(choice, heads) for heads in staffings]
    oracle.slacks(
        [each for heads, of_one in zip(staffings, steps, strict=True) for each in (heads, *of_one.values())]
    )
    found = []
    for heads, of_one in zip(staffings, steps, strict=True):
        slack, *slacks = oracle.slacks([heads, *of_one.values()])
        here, *there = (sum(each) for each in oracle.on_top([heads, *of_one.values()]))
        dearer = {step: each - here for step, each in zip(of_one, there, strict=True)}
        own = effects_of(heads, slack, dict(zip(of_one, slacks, strict=True)))
        found.append(replace(own, dearer=dearer))
    return found


def one_head(choice: Choice, heads: Heads) -> dict[tuple[int, int], Heads]:
    """Staffings with one head more or fewer in one stretch, by the stretch and by 1 or -1."""
    return {
        (index, by): (*heads[:index], count + by, *heads[index + 1 :])
        for index, count in enumerate(heads)
        for by in (1, -1)
        if choice.bounds(index)[0] <= count + by <= choice.bounds(index)[1]
    }


def effects_of(heads: Heads, slack: Slacks, steps: dict[tuple[int, int], Slacks]) -> Effects:
    """Effects at a staffing, from its slacks and those of the staffings with one head more or fewer."""
    more, fewer = dict[int, Slacks](), dict[int, Slacks]()
    for (index, by), other in steps.items():
        if not (np.isinf(other).any() or np.isinf(slack).any()):
            (more if by > 0 else fewer)[index] = np.nan_to_num(by * (other - slack))
    return Effects(heads, slack, more, fewer)


@dataclass
class HeadSteps:
    """A program of heads more and fewer than in a staffing, within so many steps.

    Attributes
    ----------
    program : Program
        With all rules.
    effects : Effects
        What each step does.
    up, down : dict
        By stretch, by how many heads it has more, and fewer.
    """

    program: Program
    effects: Effects
    up: dict[int, pulp.LpVariable]
    down: dict[int, pulp.LpVariable]

    def added(self, target: int) -> Any:
        """What the steps add to a slack; a head more takes nothing from it, and one fewer adds nothing."""
        gains = [(each, float(max(0.0, self.effects.more[index][target]))) for index, each in self.up.items()]
        losses = [
            (each, -float(max(0.0, self.effects.fewer[index][target]))) for index, each in self.down.items()
        ]
        return weighted([*gains, *losses])

    @property
    def cost(self) -> Any:
        """What the schedule costs, and what the steps add on top of it."""
        dearer = self.effects.dearer
        on_top = [(each, dearer.get((index, 1), 0.0)) for index, each in self.up.items()]
        on_top += [(each, dearer.get((index, -1), 0.0)) for index, each in self.down.items()]
        return pulp.lpSum([total_cost(self.program), weighted(on_top)])

    def plan(self) -> Plan | None:
        """The plan of the program, solved."""
        answer = solve(self.program)
        return plan_of(answer) if answer.heads else None


def head_steps(choice: Choice, effects: Effects, most: int) -> HeadSteps:
    """The program of at most so many steps from a staffing, each of a head in a stretch."""
    program = cheapest(choice)
    add = program.problem.add_variable
    up = {index: add(f"up_{index}", 0, MOST, pulp.LpInteger) for index in effects.more}
    down = {index: add(f"down_{index}", 0, MOST, pulp.LpInteger) for index in effects.fewer}
    program.add(services_have_somebody(program))
    program.problem += pulp.lpSum([*up.values(), *down.values()]) <= most, "steps"
    found = HeadSteps(program, effects, up, down)
    program.add(_heads_step(found))
    return found


def _heads_step(found: HeadSteps) -> Iterator[Constraint]:
    """Heads are those of the staffing, and the steps from it."""
    for index, (variable, count) in enumerate(zip(found.program.heads, found.effects.heads, strict=True)):
        steps = [found.up[index]] if index in found.up else []
        back = [-1 * found.down[index]] if index in found.down else []
        yield variable == pulp.lpSum([*steps, *back]) + count, f"steps_{index}"


def slacks_stay(found: HeadSteps, margin: float) -> Iterator[Constraint]:
    """Every slack keeps a margin in effects of one head, if effects add up."""
    effects = found.effects
    for target, (slack, one) in enumerate(zip(effects.slack, effects.one_head, strict=True)):
        if np.isfinite(slack) and (found.up or found.down):
            yield found.added(target) >= float(margin * one - slack), f"slack_{target}"
