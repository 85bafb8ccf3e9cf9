"""A quick way to a good plan: from an even staffing downhill, with few replications.

At a staffing, what a head more and a head fewer in each stretch do to every slack is simulated; an integer program then
takes the steps that are cheapest if these effects add up. They do not quite: so it is asked for few steps and for many, with several
margins, and all answers are tried in one call. The next round begins at the one that would be the cheapest if its slacks were just
zero, whether it holds or not: effects are right only near the staffing where they were simulated, so that should be near the best.
Nothing is proven here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from optimize.cuts.head_steps import Effects, effects_at, effects_of, head_steps, one_head, slacks_stay
from optimize.cuts.search import Search
from optimize.oracle import Oracle
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest
from optimize.plans.covering import services_have_somebody
from optimize.plans.plan import Plan, StaffingRules, plan_of
from optimize.plans.solved import solve
from optimize.plans.stretches import given_heads
from optimize.simulation import Heads
from optimize.slacks import Slacks

MOST_EVEN = 48
"""Even staffings tried at most (assumed)."""

STEPS = ((4, 0.0), (8, 0.0), (8, 1.5), (16, 0.0), (16, 2.0), (32, 0.0), (32, 2.0), (32, 5.0))
"""Most steps in all, each with a margin in effects of one head (assumed: effects add up less well the more steps there are)."""

ROUNDS = 3
"""Rounds at most (assumed)."""

PROMISING = 3
"""Plans of a round that are tried on all replications of the search, of those that would cost least and of those that would hold
(assumed)."""

WORTH = 0.005
"""Share of the cost that a round must save for another one (assumed)."""

DEARER = 1.02
"""Times the cost at which targets begin to hold with the cheapest pools that other pools may take to be worth a round (assumed)."""

MOST_BEGINNINGS = 2
"""Plans of different pools from which a round begins at most (assumed)."""


def even_plans(choice: Choice) -> list[Plan]:
    """Plans with the same heads of each pool at all times, or the cheapest that have no fewer: a grid of them."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    names, steps = list(staffing.pools), 1
    ranges = [range(each.least, staffing.most_heads(pool) + 1) for pool, each in staffing.pools.items()]
    while np.prod([len(each[::steps]) for each in ranges]) > MOST_EVEN:
        steps += 1
    program, found = cheapest(choice), dict[Heads, Plan]()
    program.add(services_have_somebody(program))
    for heads in product(*(each[::steps] for each in ranges)):
        least = dict(zip(names, heads, strict=True))
        for number, (place, variable) in enumerate(zip(choice.places, program.heads, strict=True)):
            variable.lowBound = max(choice.bounds(number)[0], least[place.pool])
        answer = solve(program)
        if answer.heads:
            found[answer.heads] = plan_of(answer)
    return sorted(found.values(), key=lambda plan: plan.cost)


def own_plan(choice: Choice) -> Plan | None:
    """The plan with the heads that the scenario has; None where people work on shifts, or the rules of its staffing forbid it."""
    places = [choice.places[shift.covers[0]] for shift in choice.shifts]
    if any(len(shift.covers) > 1 for shift in choice.shifts):
        return None
    heads = (
        min(given_heads(choice.scenario, place.pool, place.days[0], part) for part in place.parts)
        for place in places
    )
    return StaffingRules(choice).plan(tuple(heads))


def downhill(search: Search, look: Oracle, starts: Sequence[Plan], rounds: int = ROUNDS) -> None:
    """Offer good plans to a search, round by round.

    Parameters
    ----------
    search : Search
        What they are offered to, in one call each round.
    look : Oracle
        A simulation on a few replications, for what single heads do.
    starts : sequence of Plan
        Where it may begin.
    rounds : int
        Rounds at most.
    """
    here, saved = list(starts), np.inf
    for _ in range(rounds):
        if search.until.is_over or not here:
            return
        found: list[tuple[float, Plan]] = []
        for base, effects in zip(
            here, effects_at(search.choice, look, [plan.heads for plan in here]), strict=True
        ):
            fine = _fine(search, look, effects)
            answers = (_steps(search.choice, fine, most, margin) for most, margin in STEPS)
            plans = [base, *{answer.heads: answer for answer in answers if answer}.values()]
            plans = _promising(search, look, effects, plans)
            search.offer_all(plans)
            slacks = search.oracle.slacks([plan.heads for plan in plans])
            found += _priced(search, effects, _with_on_top(search.oracle, plans), slacks)
        cost, best = min(found, key=lambda each: each[0])
        if best.heads in [plan.heads for plan in here] or cost > saved * (1 - WORTH):
            return
        here, saved = [best], cost


def _promising(search: Search, look: Oracle, effects: Effects, plans: Sequence[Plan]) -> list[Plan]:
    """A base, the few plans that would cost least, and the few cheapest that would hold, by what the look adds to the base's slacks."""
    base, *others = _with_on_top(look, plans)
    (here,) = search.oracle.slacks([base.heads])
    added = look.effects(base.heads, [plan.heads for plan in others])
    slacks = [here + each for each in added]
    priced = [plan for _, plan in sorted(_priced(search, effects, others, slacks), key=lambda each: each[0])]
    holding = [plan for plan, slack in zip(others, slacks, strict=True) if (slack >= 0).all()]
    cheap = sorted(holding, key=lambda plan: plan.cost)
    return list(dict.fromkeys([base, *priced[:PROMISING], *cheap[:PROMISING]]))


def _with_on_top(oracle: Oracle, plans: Sequence[Plan]) -> list[Plan]:
    """Plans with what an oracle says of their heads that comes on top of their schedule."""
    on_top = oracle.on_top([plan.heads for plan in plans])
    return [plan.with_on_top(*each) for plan, each in zip(plans, on_top, strict=True)]


def _priced(
    search: Search, effects: Effects, plans: Sequence[Plan], slacks: Sequence[Slacks]
) -> list[tuple[float, Plan]]:
    """Plans with what they would cost if heads were added or taken away until the targets just hold."""
    shifts = search.choice.shifts
    head = float(np.median([shift.cost / len(shift.covers) for shift in shifts]))
    return [(effects.priced(plan.cost, slack, head), plan) for plan, slack in zip(plans, slacks, strict=True)]


def beginnings(oracle: Oracle, plans: Sequence[Plan]) -> list[Plan]:
    """The plans nearest to where targets begin to hold, with each set of pools that has anybody, the cheapest first.

    Between a plan that falls short and one that holds with nowhere fewer heads, slacks are taken to be straight; where that
    line says that targets begin to hold, is what the pools cost. The nearer one of the two is where to begin.
    """
    ordered = sorted(_with_on_top(oracle, plans), key=lambda plan: plan.cost)
    tried = list(zip(ordered, oracle.slacks([plan.heads for plan in ordered]), strict=True))
    found: dict[frozenset[str], tuple[float, Plan]] = {}
    for good, above in tried:
        if (above < 0).any():
            continue
        pairs = [(good.cost, good)]
        for short, below in tried:
            if (
                (below < 0).any()
                and np.isfinite(below).all()
                and np.greater_equal(good.heads, short.heads).all()
            ):
                share = float(np.max(below[below < 0] / (below - above)[below < 0]))
                pairs.append((short.cost + share * (good.cost - short.cost), good if share > 0.5 else short))
        for cost, plan in pairs:
            used = frozenset(
                place.pool for place, heads in zip(oracle.choice.places, plan.heads, strict=True) if heads
            )
            if used not in found or cost < found[used][0]:
                found[used] = cost, plan
    cheap = sorted(found.values(), key=lambda each: each[0])
    return [plan for cost, plan in cheap if cost <= DEARER * cheap[0][0]][:MOST_BEGINNINGS] or ordered[-1:]


def _fine(search: Search, look: Oracle, effects: Effects) -> Effects:
    """Effects on targets interval by interval, by the look; from the slacks that the search has there."""
    heads = effects.heads
    (here,), steps = look.fine([heads]), one_head(search.choice, heads)
    found = effects_of(heads, here, dict(zip(steps, look.fine(list(steps.values())), strict=True)))
    found = replace(found, dearer=effects.dearer)
    (slack,) = search.oracle.fine([heads])
    return replace(found, slack=slack) if slack.shape == here.shape else found


def _steps(choice: Choice, effects: Effects, most: int, margin: float) -> Plan | None:
    """The cheapest plan that has a margin if effects add up, on slacks and on what comes on top of schedules, within so many steps."""
    found = head_steps(choice, effects, most)
    found.program.problem.setObjective(found.cost)
    found.program.add(slacks_stay(found, margin))
    return found.plan()
