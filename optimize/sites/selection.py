"""A plan of many halls from staffings of each of them: an integer program takes one for each hall.

Of those that hold a hall's own targets, the cheapest together within the rules. Where targets compare halls, their intervals are known only
of all halls together; so the program leaves something to spare, more each time until they hold, and then looks among cheaper plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pulp

from optimize.cuts.search import SMALL
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest
from optimize.plans.plan import Plan, plan_of
from optimize.plans.solved import solve
from optimize.sites.trials import SiteTrials
from optimize.trials import Heads

ROUNDS = 8
"""Rounds after the even staffings at most (assumed)."""

WIDTHS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""Widths of a hall's interval that are left to spare where halls are compared, one after the other until that holds (assumed: 1.4 if
the intervals of two halls are alike and know nothing of each other)."""

MOST_STRUCK = 40
"""Plans with halls compared that are looked at to find a cheaper one, at most (assumed)."""


def select_in_rounds(halls: SiteTrials) -> Plan | None:
    """The cheapest plan of what is tried: even staffings first, then those that decide most, until none can be cheaper."""
    halls.try_all(halls.even())
    for _ in range(ROUNDS):
        plan, hope = cheapest_selection(halls), halls.optimistic_plan()
        best = (
            plan
            or cheapest_selection(halls, compared=False)
            or cheapest_selection(halls, limited=False, compared=False)
        )
        if best is None or hope is None:
            break
        if hope.cost >= best.cost * (1 - SMALL) and (plan or not halls.comparisons.targets):
            break
        halls.try_all(halls.worth_trying(best, hope))
        if halls.comparisons.targets:
            halls.try_all(halls.about(best))
    return cheaper_selection(halls, cheapest_selection(halls))


def cheapest_selection(halls: SiteTrials, limited: bool = True, compared: bool = True) -> Plan | None:
    """The cheapest plan made up of staffings that hold in their halls, within all rules, or without total and budget, or without
    the targets that compare halls; None where none is found. With these it need not be the cheapest: see :func:`cheaper_selection`."""
    if not (compared and halls.comparisons.targets):
        return _solved(halls, limited)
    for widths in WIDTHS:
        plan = _solved(halls, limited, widths)
        if plan is None or halls.comparisons.hold(halls.of_halls(plan.heads)):
            return plan
    return None


def cheaper_selection(halls: SiteTrials, plan: Plan | None) -> Plan | None:
    """The cheapest plan that holds, of the few cheapest ones of which halls' figures say that they might; the given one if none of
    them is cheaper."""
    struck: list[Heads] = []
    while halls.comparisons.targets and len(struck) < MOST_STRUCK:
        other = _solved(halls, True, 0.0, struck)
        if other is None or (plan and other.cost >= plan.cost * (1 - SMALL)):
            break
        if halls.comparisons.hold(halls.of_halls(other.heads)):
            return other
        struck.append(other.heads)
    return plan


def _solved(
    halls: SiteTrials, limited: bool, widths: float | None = None, struck: Sequence[Heads] = ()
) -> Plan | None:
    """The cheapest plan made up of staffings that hold in their halls, but for some plans that are struck out; halls are compared
    with so many widths of their intervals to spare, if at all."""
    program = cheapest(halls.choice if limited else _unlimited(halls.choice))
    flags = {
        hall: {
            heads: program.problem.add_variable(f"has_{number}_{place}", 0, 1, pulp.LpInteger)
            for place, heads in enumerate(halls.holding(hall))
        }
        for number, hall in enumerate(halls.places)
    }
    for number, (hall, places) in enumerate(halls.places.items()):
        program.problem += pulp.lpSum(flags[hall].values()) == 1, f"one_{number}"
        for at, index in enumerate(places):
            chosen = pulp.lpSum(heads[at] * flag for heads, flag in flags[hall].items())
            program.problem += program.heads[index] == chosen, f"chosen_{number}_{at}"
    if widths is not None:
        program.add(halls.comparisons.rules(program, flags, widths))
    for number, heads in enumerate(struck):
        same = pulp.lpSum(flags[hall][own] for hall, own in halls.of_halls(heads).items())
        program.problem += same <= len(flags) - 1, f"struck_{number}"
    answer = solve(program)
    return plan_of(answer) if answer.heads else None


def _unlimited(choice: Choice) -> Choice:
    """The choice without the rules that couple halls."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    free = staffing.model_copy(update={"total": None, "budget": None})
    return replace(choice, scenario=choice.scenario.with_staffing(free))
