"""A plan of many halls from staffings of each of them: an integer program takes one for each hall.

Of those that hold a hall's own targets, the cheapest together within the rules. Where targets compare halls, their intervals are known only
of all halls together; so the program leaves something to spare, more each time until they hold, and then looks among cheaper plans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pulp

from optimize.cuts.search import SMALL
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest, rises_are_made, total_cost
from optimize.plans.plan import Plan, plan_of
from optimize.plans.program import Program, weighted
from optimize.plans.solved import solve
from optimize.simulation import Heads
from optimize.sites.one_each import one_each
from optimize.sites.oracle import SiteOracle

ROUNDS = 8
"""Rounds after the even staffings at most (assumed)."""

WIDTHS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""Widths of a hall's interval that are left to spare where halls are compared, one after the other until that holds (assumed: 1.4 if
the intervals of two halls are alike and know nothing of each other)."""

MOST_STRUCK = 40
"""Plans with halls compared that are looked at to find a cheaper one, at most (assumed)."""


def select_in_rounds(halls: SiteOracle) -> Plan | None:
    """The cheapest plan of what is tried: even staffings first, then those that decide most, until none can be cheaper, or nothing is left to
    be tried."""
    halls.try_all(halls.even())
    for _ in range(ROUNDS):
        before = halls.count
        plan, hope = cheapest_selection(halls), optimistic_plan(halls)
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
        if halls.count == before:
            break
    return cheaper_selection(halls, cheapest_selection(halls))


def raised_bound(halls: SiteOracle, plan: Plan) -> tuple[float, Plan | None]:
    """What no plan costs less than, with what a plan that held in a check has shown, after more rounds where that leaves others open; and the
    cheapest plan of what is tried, if it is cheaper."""
    halls.prove(plan.heads)
    (best,) = halls.priced([plan])
    bound, cheaper = 0.0, None
    for _ in range(ROUNDS):
        hope, before = optimistic_plan(halls), halls.count
        assert hope is not None  # the plan itself is not ruled out
        bound = hope.cost
        if bound >= best.cost * (1 - SMALL):
            return (bound if cheaper else plan.cost), cheaper
        halls.try_all(halls.worth_trying(best, hope))
        other = cheaper_selection(halls, cheapest_selection(halls))
        if other and other.cost < best.cost * (1 - SMALL):
            best = cheaper = other
        if halls.count == before:
            break
    return bound, cheaper


def cheapest_selection(halls: SiteOracle, limited: bool = True, compared: bool = True) -> Plan | None:
    """The cheapest plan made up of staffings that hold in their halls, within all rules, or without total and budget, or without
    the targets that compare halls; None where none is found. With these it need not be the cheapest: see :func:`cheaper_selection`."""
    if not (compared and halls.comparisons.targets):
        return _solved(halls, limited)
    for widths in WIDTHS:
        plan = _solved(halls, limited, widths)
        if plan is None or halls.comparisons.hold(halls.of_halls(plan.heads)):
            return plan
    return None


def cheaper_selection(halls: SiteOracle, plan: Plan | None) -> Plan | None:
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


def optimistic_plan(halls: SiteOracle) -> Plan | None:
    """The cheapest plan that nothing rules out, if more heads never hurt; None where there is none. A staffing that was not tried is
    taken to need nothing on top of its schedule."""
    compared = bool(halls.comparisons.targets)
    options = {
        hall: each.not_ruled_out(halls.short(hall), {} if compared else halls.costs_on_top(hall))
        for hall, each in halls.options.items()
    }
    program = cheapest(halls.choice)
    program.add(rises_are_made(program, halls.rises([hall for hall in halls.places if hall not in options])))
    one_staffing_each(halls, program, options)
    answer = solve(program)
    return halls.priced([plan_of(answer)])[0] if answer.heads else None


def _solved(
    halls: SiteOracle, limited: bool, widths: float | None = None, struck: Sequence[Heads] = ()
) -> Plan | None:
    """The cheapest plan made up of staffings that hold in their halls, but for some plans that are struck out; halls are compared
    with so many widths of their intervals to spare, if at all."""
    program = cheapest(halls.choice if limited else _unlimited(halls.choice))
    flags = one_staffing_each(halls, program, {hall: halls.holding(hall) for hall in halls.places})
    if widths is not None:
        program.add(halls.comparisons.rules(program, flags, widths))
    for number, heads in enumerate(struck):
        same = pulp.lpSum(flags[hall][own] for hall, own in halls.of_halls(heads).items())
        program.problem += same <= len(flags) - 1, f"struck_{number}"
    answer = solve(program)
    return halls.priced([plan_of(answer)])[0] if answer.heads else None


def one_staffing_each(
    halls: SiteOracle, program: Program, options: Mapping[str, Sequence[Heads]]
) -> dict[str, dict[Heads, pulp.LpVariable]]:
    """Give each of some halls one of its staffings, and have what comes on top of their schedules in the cost and in the budget.

    Returns
    -------
    dict
        By hall, for each staffing whether it is the one.
    """
    flags = one_each(program.problem, options)
    for number, (hall, own) in enumerate(flags.items()):
        for at, index in enumerate(halls.places[hall]):
            chosen = weighted((flag, heads[at]) for heads, flag in own.items())
            program.problem += pulp.lpSum([program.heads[index], -1 * chosen]) == 0, f"chosen_{number}_{at}"
    on_top = {hall: halls.all_on_top(hall) for hall in options}
    terms = [
        (flag, on_top[hall].get(heads, 0.0)) for hall, own in flags.items() for heads, flag in own.items()
    ]
    cost = pulp.lpSum([total_cost(program), weighted(terms)])
    program.problem.setObjective(cost)
    staffing = program.choice.scenario.staffing
    assert staffing is not None
    if staffing.budget is not None:
        program.problem += cost <= staffing.budget, "budget_with_all"
    return flags


def _unlimited(choice: Choice) -> Choice:
    """The choice without the rules that couple halls."""
    staffing = choice.scenario.staffing
    assert staffing is not None
    free = staffing.model_copy(update={"total": None, "budget": None})
    return replace(choice, scenario=choice.scenario.with_staffing(free))
