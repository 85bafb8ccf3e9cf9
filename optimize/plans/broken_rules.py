"""Which rules of a staffing a plan breaks that somebody gives, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pulp

from optimize.plans.choice import Choice
from optimize.plans.constraints import (
    budget_is_kept,
    changes_are_small,
    floaters_have_time,
    part_time_is_limited,
    total_is_kept,
    types_are_used,
)
from optimize.plans.covering import services_have_somebody
from optimize.plans.given import Given
from optimize.plans.people_rules import (
    days_off_follow_each_other,
    nights_keep_people,
    people_are_there,
    roster_days_off_leave_people,
    shares_are_kept,
    somebody_is_there,
    weeks_have_hours,
)
from optimize.plans.plan import EXACT, Plan
from optimize.plans.program import Constraint, Program
from optimize.plans.shifts import shift_name
from optimize.plans.solved import solve
from optimize.plans.stretches import name_of
from optimize.solver_status import Status

MOST_TOLD = 5
"""Times that a rule is told to be broken (assumed: whoever mends them sees the others then)."""


class Family(NamedTuple):
    """A family of rules: its constraints, the key in the scenario file (with * for the pool), and what its numbers count."""

    constraints: Callable[[Program], Iterator[Constraint]]
    key: str
    counts: str
    of_shifts: bool = False
    """Whether it is about shifts and people, so that heads alone do not tell."""


FAMILIES = (
    Family(changes_are_small, "staffing.pools.*.change", "heads more or fewer than before"),
    Family(total_is_kept, "staffing.total", "heads at once"),
    Family(floaters_have_time, "floaters", "floaters at work or on the way at once"),
    Family(budget_is_kept, "staffing.budget", "yuan by the schedule"),
    Family(types_are_used, "staffing.pools.*.shift_types", "people on shifts of a type", of_shifts=True),
    Family(part_time_is_limited, "staffing.pools.*.most_part_time", "", of_shifts=True),
    Family(people_are_there, "staffing.pools.*.people", "people", of_shifts=True),
    Family(nights_keep_people, "staffing.pools.*.people", "people on shifts of two days", of_shifts=True),
    Family(roster_days_off_leave_people, "staffing.roster.days_off", "shifts in a week", of_shifts=True),
    Family(weeks_have_hours, "staffing.pools.*.least_in_week or most_in_week", "paid hours in a week"),
    Family(shares_are_kept, "staffing.pools.*.least_share or most_share", ""),
    Family(somebody_is_there, "staffing.cover", "heads that cover together"),
    Family(
        services_have_somebody, "staffing.pools.*.most", "heads who can do a service that nobody else does"
    ),
)


def broken_rules(given: Given) -> list[str]:
    """What a plan breaks of the rules of its scenario's section `staffing`, a sentence each; empty where it keeps them all."""
    choice, plan = given.choice, given.plan
    found = list(_beyond_bounds(choice, plan))
    for family in FAMILIES:
        if given.has_shifts or not family.of_shifts:
            program = _valued(choice, plan)
            told = [
                _told(choice, family, constraint)
                for constraint, _ in family.constraints(program)
                if not constraint.valid(EXACT)
            ]
            found += _first(told)
    return found + (_days_off(choice, plan) if given.has_shifts else [])


def _beyond_bounds(choice: Choice, plan: Plan) -> Iterator[str]:
    """Stretches with fewer heads than the least, or more than the most."""
    assert choice.scenario.staffing is not None
    told = []
    for place, heads in zip(choice.places, plan.heads, strict=True):
        chosen = choice.scenario.staffing.pools[place.pool]
        least, most = chosen.least, chosen.most
        key = f"staffing.pools.{place.pool}"
        if heads < least:
            told.append(f"{key}.least: {heads} heads ({name_of(choice.scenario, place)}), at least {least}")
        if heads > most:
            told.append(f"{key}.most: {heads} heads ({name_of(choice.scenario, place)}), at most {most}")
    yield from _first(told)


def _first(told: list[str]) -> list[str]:
    """The first of some sentences, and how many there are besides."""
    more = len(told) - MOST_TOLD
    return [*told[:MOST_TOLD], f"{told[0].partition(':')[0]}: and {more} times more"] if more > 0 else told


def _valued(choice: Choice, plan: Plan) -> Program:
    """The variables of a plan with their values, without any constraint."""
    program = Program(choice, pulp.LpProblem("given", pulp.LpMinimize))
    for name, counts in (("people", plan.people), ("heads", plan.heads), ("trained", plan.trained)):
        variables = [_fixed(program, f"{name}_{number}", count) for number, count in enumerate(counts)]
        setattr(program, name, variables)
    return program


def _fixed(program: Program, name: str, count: int) -> Any:
    variable = program.problem.add_variable(name, count, count, pulp.LpInteger)
    variable.varValue = count
    return variable


def _told(choice: Choice, family: Family, constraint: Any) -> str:
    """What a constraint that does not hold says, with where, what is, and what may be."""
    pools, where = _about(choice, constraint)
    key = family.key.replace("*", pools[0]) if pools else family.key
    if not family.counts:
        return f"{key}: is not kept ({where})"
    must = "at most" if constraint.sense == pulp.LpConstraintLE else "at least"
    bound = -constraint.constant
    figure = constraint.value() + bound
    return f"{key}: {figure:.10g} {family.counts} ({where}), {must} {bound:.10g}"


def _about(choice: Choice, constraint: Any) -> tuple[list[str], str]:
    """The pools of a constraint, and the first stretch or shift that it names."""
    pools, names = list[str](), list[str]()
    for variable, _ in constraint.items():
        kind, _, number = variable.name.partition("_")
        if kind == "heads":
            place = choice.places[int(number)]
            pools.append(place.pool)
            names.append(name_of(choice.scenario, place))
        elif kind == "people":
            shift = choice.shifts[int(number)]
            pools.append(shift.pool)
            names.append(shift_name(choice.scenario, shift))
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return list(dict.fromkeys(pools)), f"{names[0]}{more}" if names else "nobody"


def _days_off(choice: Choice, plan: Plan) -> list[str]:
    """Pools whose shifts no people can work who have their days off in a row; a solver says so."""
    assert choice.scenario.staffing is not None
    if not any(each.days_off for each in choice.scenario.staffing.pools.values()):
        return []
    program = _valued(choice, plan)
    program.problem += 0 * program.people[0] if program.people else pulp.lpSum([])
    program.add(days_off_follow_each_other(program))
    if solve(program).status is not Status.INFEASIBLE:
        return []
    return ["staffing.pools.*.days_off: no people with these days off in a row work just these shifts"]
