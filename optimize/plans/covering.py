"""Families of constraints that cover requirements: heads with the right skills in each interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pulp

from optimize.plans.choice import Choice
from optimize.plans.program import Constraint, Program
from optimize.plans.stretches import given_heads, has_heads
from optimize.requirements.counter_requirements import Requirement, able_together
from sim.scenario import Scenario
from sim.scenario.units import Window

Heads = tuple[tuple[int, ...], int]
"""Heads of a pool in an interval: the stretches of which each one bounds them, or a number where none is chosen."""


def requirements_are_covered(program: Program, needs: Sequence[Requirement]) -> Iterator[Constraint]:
    """In each interval people are shared out to groups of services, nobody to two at once.

    Where a hall has one group of services, the heads of its pools together are as many as it needs.
    """
    for number, (pools, wants) in enumerate(_by_interval(program.choice, needs).items()):
        if len(wants) == 1:
            ((names, least),) = wants.items()
            yield from _alone(program, number, dict(pools), names, least)
        else:
            yield from _shared(program, number, dict(pools), wants)


def _alone(
    program: Program, number: int, pools: dict[str, Heads], names: tuple[str, ...], least: int
) -> Iterator[Constraint]:
    given = sum(pools[pool][1] for pool in names)
    choices = [pools[pool][0] for pool in names if pools[pool][0]]
    if not choices:
        if least > given:
            yield pulp.lpSum([]) >= least - given, f"need_{number}"
        return
    longest = max(len(choice) for choice in choices)
    for place in range(longest):
        now = [program.heads[choice[min(place, len(choice) - 1)]] for choice in choices]
        yield pulp.lpSum(now) >= least - given, f"need_{number}_{place}"


def _shared(
    program: Program, number: int, pools: dict[str, Heads], wants: dict[tuple[str, ...], int]
) -> Iterator[Constraint]:
    shared = {
        (group, pool): program.problem.add_variable(f"share_{number}_{group}_{pool_number}", 0)
        for group, names in enumerate(wants)
        for pool_number, pool in enumerate(pools)
        if pool in names
    }
    for group, (names, least) in enumerate(wants.items()):
        yield pulp.lpSum(shared[group, pool] for pool in names) >= least, f"need_{number}_{group}"
    for pool_number, (pool, (indices, given)) in enumerate(pools.items()):
        used = [flow for (_, name), flow in shared.items() if name == pool]
        if used and not indices:
            yield pulp.lpSum(used) <= given, f"has_{number}_{pool_number}"
        for place, index in enumerate(indices if used else ()):
            flow = pulp.lpSum([*used, -1 * program.heads[index]])
            yield flow <= 0, f"has_{number}_{pool_number}_{place}"


def _by_interval(
    choice: Choice, needs: Sequence[Requirement]
) -> dict[tuple[tuple[str, Heads], ...], dict[tuple[str, ...], int]]:
    """For each interval, on all its days alike: the heads of its pools, and what each group of services needs most."""
    found: dict[tuple[tuple[str, Heads], ...], dict[tuple[str, ...], int]] = {}
    for need in needs:
        working = _working(choice.scenario, need.site)
        pools = tuple((pool, heads_in(choice, pool, need.day, need.span)) for pool in working)
        wants = found.setdefault(pools, {})
        wants[need.pools] = max(need.heads, wants.get(need.pools, 0))
    return found


def _working(scenario: Scenario, name: str) -> tuple[str, ...]:
    """The pools at the counters of a hall, or of a call centre or office, or the crews."""
    stages = {"hall": "counter", "centre": "phone", "office": "office", "crews": "field"}
    return scenario.pools_at(name, stages[scenario.sites[name].kind])


def heads_in(choice: Choice, pool: str, day: int, span: Window) -> Heads:
    """Heads of a pool in an interval."""
    indices = tuple(
        index
        for index in choice.stretches_of(pool, day)
        if choice.places[index].span.start < span.end and span.start < choice.places[index].span.end
    )
    assert choice.scenario.staffing is not None
    chosen = pool in choice.scenario.staffing.pools
    return indices, 0 if chosen else given_heads(choice.scenario, pool, day, span)


def services_have_somebody(program: Program) -> Iterator[Constraint]:
    """Each service has somebody who can do it at some time, as every scenario must."""
    choice = program.choice
    staffing = choice.scenario.staffing
    assert staffing is not None
    for number, pools in enumerate(able_together(choice.scenario)):
        given = any(pool not in staffing.pools and has_heads(choice.scenario, pool) for pool in pools)
        if not given:
            able = [
                heads
                for place, heads in zip(choice.places, program.heads, strict=True)
                if place.pool in pools
            ]
            yield pulp.lpSum(able) >= 1, f"somebody_{number}"
