"""A quick way to a good plan: from even staffings downhill, with few replications.

At a staffing, what a head more and a head fewer in each stretch do to every slack is simulated; an integer program then
takes the steps that are cheapest if these effects add up. They do not quite: so it is asked for few steps and for many, with several
margins, all answers are tried in one call, and the cheapest that holds is where the next round begins. Nothing is proven here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pulp

from optimize.covering import services_have_somebody
from optimize.plan import Plan, plan_of
from optimize.program import Choice, Constraint, Program, cheapest
from optimize.search import Search
from optimize.solver import solve
from optimize.trials import Heads, Slacks, Trials

MOST_EVEN = 48
"""Even staffings tried at most (assumed)."""

STEPS = tuple(product((2, 4, 8, 16, 32), (-1.0, 0.0, 1.5)))
"""Most steps in all, each with a margin in effects of one head (assumed)."""

MOST = 2
"""By how many heads one stretch may change in a round (assumed)."""

ROUNDS = 2
"""Rounds at most (assumed)."""

DEARER = 1.05
"""Times the cheapest plan that one of other pools may cost to be worth another round (assumed)."""

MOST_BEGINNINGS = 2
"""Plans of different pools from which a round begins at most (assumed)."""


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
    """

    heads: Heads
    slack: Slacks
    more: dict[int, Slacks]
    fewer: dict[int, Slacks]

    @property
    def one_head(self) -> Slacks:
        """What a head typically does to each slack."""
        effects = [np.abs(each) for each in (*self.more.values(), *self.fewer.values())]
        return np.median(effects, axis=0) if effects else np.zeros_like(self.slack)


def even_plans(choice: Choice) -> list[Plan]:
    """Plans with the same heads of each pool at all times, or the cheapest that have no fewer: a grid of them."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    names, steps = list(staffing.pools), 1
    ranges = [range(each.least, each.most + 1) for each in staffing.pools.values()]
    while np.prod([len(each[::steps]) for each in ranges]) > MOST_EVEN:
        steps += 1
    found = {}
    for heads in product(*(each[::steps] for each in ranges)):
        program = cheapest(choice)
        program.add(services_have_somebody(program))
        program.add(_at_least(program, dict(zip(names, heads, strict=True))))
        answer = solve(program)
        if answer.heads:
            found[answer.heads] = plan_of(answer)
    return sorted(found.values(), key=lambda plan: plan.cost)


def _at_least(program: Program, heads: dict[str, int]) -> Iterator[Constraint]:
    for number, (place, variable) in enumerate(zip(program.choice.places, program.heads, strict=True)):
        yield variable >= heads[place.pool], f"even_{number}"


def downhill(search: Search, look: Trials, starts: Sequence[Plan]) -> None:
    """Offer good plans to a search, round by round.

    Parameters
    ----------
    search : Search
        What they are offered to, in one call each round.
    look : Trials
        A simulation on a few replications, for what single heads do.
    starts : sequence of Plan
        Where it may begin: with each set of pools that has anybody, at the cheapest that holds at a look, where that
        costs little more than the cheapest of all; or at the dearest, where none holds.
    """
    ordered = sorted(starts, key=lambda plan: plan.cost)
    here = _cheapest_of_each(look, ordered) or ordered[-1:]
    for _ in range(ROUNDS):
        plans = []
        for plan, effects in zip(
            here, effects_at(search.choice, look, [plan.heads for plan in here]), strict=True
        ):
            answers = (_steps(search.choice, effects, most, margin) for most, margin in STEPS)
            plans += [plan, *(answer for answer in answers if answer)]
        search.offer_all(plans)
        before, here = here, _cheapest_of_each(search.trials, sorted(plans, key=lambda plan: plan.cost))
        if search.until.is_over or not here or here == before:
            return


def _cheapest_of_each(trials: Trials, plans: Sequence[Plan]) -> list[Plan]:
    """With each set of pools that has anybody the cheapest of some plans that holds, if it is not much dearer than the first;
    plans are from cheap to dear."""
    good = trials.hold([plan.heads for plan in plans])
    holding = [plan for plan, each in zip(plans, good, strict=True) if each]
    pools = [place.pool for place in trials.choice.places]
    found: dict[frozenset[str], Plan] = {}
    for plan in holding:
        if plan.cost <= DEARER * holding[0].cost:
            used = frozenset(pool for pool, heads in zip(pools, plan.heads, strict=True) if heads)
            found.setdefault(used, plan)
    return [*found.values()][:MOST_BEGINNINGS]


def effects_at(choice: Choice, trials: Trials, staffings: Sequence[Heads]) -> list[Effects]:
    """What a head more and a head fewer in each stretch of some staffings do, simulated in one call."""
    steps = [_one_head(choice, heads) for heads in staffings]
    trials.slacks(
        [each for heads, of_one in zip(staffings, steps, strict=True) for each in (heads, *of_one.values())]
    )
    return [_effects(trials, heads, of_one) for heads, of_one in zip(staffings, steps, strict=True)]


def _one_head(choice: Choice, heads: Heads) -> dict[tuple[int, int], Heads]:
    """Staffings with one head more or fewer in one stretch, by the stretch and by 1 or -1."""
    return {
        (index, by): (*heads[:index], count + by, *heads[index + 1 :])
        for index, count in enumerate(heads)
        for by in (1, -1)
        if choice.bounds(index)[0] <= count + by <= choice.bounds(index)[1]
    }


def _effects(trials: Trials, heads: Heads, steps: dict[tuple[int, int], Heads]) -> Effects:
    slack, *slacks = trials.slacks([heads, *steps.values()])
    more, fewer = dict[int, Slacks](), dict[int, Slacks]()
    for (index, by), other in zip(steps, slacks, strict=True):
        if np.isfinite(other).all() and np.isfinite(slack).all():
            (more if by > 0 else fewer)[index] = by * (other - slack)
    return Effects(heads, slack, more, fewer)


def _steps(choice: Choice, effects: Effects, most: int, margin: float) -> Plan | None:
    """The cheapest plan that has a margin if effects add up, within so many steps."""
    program = cheapest(choice)
    add = program.problem.add_variable
    up = {index: add(f"up_{index}", 0, MOST, pulp.LpInteger) for index in effects.more}
    down = {index: add(f"down_{index}", 0, MOST, pulp.LpInteger) for index in effects.fewer}
    program.add(services_have_somebody(program))
    program.problem += pulp.lpSum([*up.values(), *down.values()]) <= most, "steps"
    program.add(_heads_step(program, effects, up, down)).add(_slacks_stay(effects, up, down, margin))
    answer = solve(program)
    return plan_of(answer) if answer.heads else None


def _heads_step(
    program: Program, effects: Effects, up: dict[int, pulp.LpVariable], down: dict[int, pulp.LpVariable]
) -> Iterator[Constraint]:
    """Heads are those of the staffing, and the steps from it."""
    for index, (variable, count) in enumerate(zip(program.heads, effects.heads, strict=True)):
        steps = [up[index]] if index in up else []
        back = [-1 * down[index]] if index in down else []
        yield variable == pulp.lpSum([*steps, *back]) + count, f"steps_{index}"


def _slacks_stay(
    effects: Effects, up: dict[int, pulp.LpVariable], down: dict[int, pulp.LpVariable], margin: float
) -> Iterator[Constraint]:
    """Every slack keeps the margin, if effects add up."""
    for target, (slack, one) in enumerate(zip(effects.slack, effects.one_head, strict=True)):
        gains = [float(max(0.0, effects.more[index][target])) * each for index, each in up.items()]
        losses = [-float(max(0.0, effects.fewer[index][target])) * each for index, each in down.items()]
        if np.isfinite(slack) and (gains or losses):
            yield pulp.lpSum([*gains, *losses]) >= float(margin * one - slack), f"slack_{target}"
