"""What no staffing of halls costs less than, because of the work: customers wait as long as their work is not done.

What customers bring to the counters is known from their visits, and what a greeter can take off. A target on the mean wait limits
how much of it may lie there undone. With the rules for shifts that is a program of its own; what its solution costs is a bound.

Valid for plans that keep their targets in the mean over all days that may come, if neither whom the greeter takes nor who gives up depends
on what he wants, and who goes off duty, or is at a counter, has as much left to do as somebody met at random has. Whoever gives up needs no
work: as many as may be lost are taken to be gone as they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pulp
from numpy.typing import NDArray

from optimize.abandonment_guard import MEASURE as LOST
from optimize.abandonment_guard import Guard
from optimize.cuts.visit_workload import SLOT, VisitWorkload, visit_workload
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest
from optimize.plans.covering import services_have_somebody
from optimize.plans.program import Constraint, Program
from optimize.solver import run
from sim.lanes.days_apart import KnownVisits
from sim.scenario import Scenario
from sim.scenario.target import threshold

SECONDS = 5.0
"""Seconds for whole numbers of people; the relaxation is a bound in any case (assumed)."""

NEARLY = 0.01
"""Relative gap at which that ends."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HallWork:
    """A hall in the program: its work, and the stretches of heads that do it.

    Attributes
    ----------
    number : int
        Number of the hall.
    work : VisitWorkload
        What a mean day brings.
    counters, greeters : list of dict
        In each slot the heads that are there, as numbers of stretches, each with a speed: who is on duty when the hall closes, stays.
    most : float
        Longest mean wait, in minutes.
    lost : float
        Minutes of work on a mean day of those who may be lost.
    """

    number: int
    work: VisitWorkload
    counters: list[dict[int, float]]
    greeters: list[dict[int, float]]
    most: float
    lost: float


def hall_work_bound(choice: Choice, known: KnownVisits, guard: Guard) -> float:
    """The bound in yuan; zero where no target limits the mean wait of a hall of which all this is known."""
    numbers = range(len(choice.scenario.halls))
    lines = [line for number in numbers if (line := hall_work_of(choice, known, guard, number))]
    if not lines:
        return 0.0
    problem = work_program(choice, lines).problem
    relaxed, whole = run(problem, whole=False), run(problem, SECONDS, gap=NEARLY)
    return max(0.0, *(ended.bound for ended in (relaxed, whole)))


def hall_work_of(choice: Choice, known: KnownVisits, guard: Guard, number: int) -> HallWork | None:
    """A hall where all who stay are served in the end by clerks who are chosen, with the same heads on all days; else None."""
    scenario, hall = choice.scenario, list(choice.scenario.halls)[number]
    rules, limits = scenario.halls[hall], _limits(scenario, hall, "wait_mean")
    places = [index for index, place in enumerate(choice.places) if place.pool in rules.pools]
    chosen = {choice.places[index].pool for index in places}
    others = [pool for pool in rules.pools if pool not in chosen and _works(scenario, pool)]
    alike = len({choice.places[index].days for index in places}) == 1
    served = rules.at_lunch != "send_home" and rules.at_closing == "serve"
    lost = _may_be_lost(scenario, hall, guard)
    if not limits or others or not alike or not served or lost is None:
        return None
    if {scenario.pools[pool].works_at for pool in chosen} - {"counter", "greeter"}:
        return None
    work = visit_workload(scenario, known, number)
    counters, greeters = (_there(choice, places, work, stage) for stage in ("counter", "greeter"))
    return HallWork(number, work, counters, greeters, min(limits), lost * work.visits * work.longest)


def _may_be_lost(scenario: Scenario, hall: str, guard: Guard) -> float | None:
    """The largest share of a hall's visits that may be lost; None where nothing limits it."""
    rules = scenario.halls[hall]
    if not rules.patience and not rules.balking:
        return 0.0
    shares = [limit for name, limit in guard.most.items() if name == hall]
    return min([*shares, *_limits(scenario, hall, LOST)], default=None)


def _limits(scenario: Scenario, hall: str, measure: str) -> list[float]:
    """The most of a measure over all days that targets allow a hall."""
    scopes = (scenario.sites[hall].scope, *(("all",) if len(scenario.sites) == 1 else ()))
    return [
        threshold(target)
        for target in scenario.targets
        if target.measure == measure and target.scope in scopes and target.period == "all"
        if target.at_most is not None
    ]


def _works(scenario: Scenario, pool: str) -> bool:
    schedule = scenario.pools[pool]
    return any(piece.heads for piece in schedule.heads or ()) or bool(schedule.shifts)


def _there(choice: Choice, places: list[int], work: VisitWorkload, stage: str) -> list[dict[int, float]]:
    """The stretches whose heads are there in each slot: those on duty, or while the hall is closed, those who were last."""
    pools = choice.scenario.pools
    own = [index for index in places if pools[choice.places[index].pool].works_at == stage]
    found = []
    for start in work.starts.tolist():
        now = [
            index
            for index in own
            if choice.places[index].span.start < start + SLOT and choice.places[index].span.end > start
        ]
        before = [choice.places[index].span.end for index in own if choice.places[index].span.end <= start]
        last = [index for index in own if before and choice.places[index].span.end == max(before)]
        found.append({index: pools[choice.places[index].pool].speed for index in now or last})
    return found


def work_program(choice: Choice, lines: list[HallWork]) -> Program:
    """The program of the bound."""
    program = cheapest(choice)
    program.add(services_have_somebody(program))
    for line in lines:
        program.add(work_is_done(program, line))
    return program


def work_is_done(program: Program, line: HallWork) -> Iterator[Constraint]:
    """Work comes, is taken off by greeters, is done, or lies there, while customers wait."""
    work, number, add = line.work, line.number, program.problem.add_variable
    slots = range(len(work.starts))
    greeted, helped = (
        [add(f"{name}_{number}_{slot}", 0, 1) for slot in slots] for name in ("greeted", "helped")
    )
    left, done, waits = (
        [add(f"{name}_{number}_{slot}", 0) for slot in slots] for name in ("left", "done", "waits")
    )
    gone = [add(f"lost_{number}_{slot}", 0) for slot in slots] if line.lost else []
    for slot in slots:
        heads = _terms(program, line.counters[slot], 1.0)
        door = _terms(program, line.greeters[slot], 1.0)
        before = [-1 * left[slot - 1]] if slot else []
        taken = [float(work.taken[slot]) * greeted[slot], float(work.formed[slot]) * helped[slot]]
        yield (
            pulp.lpSum([left[slot], *before, *taken, *gone[slot : slot + 1], done[slot]])
            == float(work.brought[slot]),
            f"work_{number}_{slot}",
        )
        yield (
            pulp.lpSum(
                [
                    done[slot],
                    *_terms(program, line.counters[slot], -SLOT, speed=True),
                    *_going(program, line, slot),
                ]
            )
            <= 0,
            f"done_{number}_{slot}",
        )
        yield pulp.lpSum([helped[slot], -1 * greeted[slot]]) <= 0, f"helped_{number}_{slot}"
        minutes = [float(work.greeting[slot]) * greeted[slot], float(work.helping[slot]) * helped[slot]]
        yield (
            pulp.lpSum([*minutes, *((-SLOT - work.last_greeting) * each for each in door)]) <= 0,
            f"greeters_{number}_{slot}",
        )
        busy = [*(work.rest * each for each in heads), *(work.longest * each for each in door)]
        waiting = [work.longest * waits[slot], -1 * left[slot], *busy]
        yield pulp.lpSum(waiting) >= -float(work.late[slot]), f"waits_{number}_{slot}"
    yield SLOT * pulp.lpSum(waits) <= line.most * work.visits, f"mean_wait_{number}"
    if gone:
        yield pulp.lpSum(gone) <= line.lost, f"lost_{number}"


def _terms(
    program: Program, stretches: dict[int, float], by: float, speed: bool = False
) -> list[pulp.LpAffineExpression]:
    return [by * (rate if speed else 1.0) * program.heads[index] for index, rate in stretches.items()]


def _going(program: Program, line: HallWork, slot: int) -> list[pulp.LpAffineExpression]:
    """Work that those finish who go, with the sign that it has beside what is done, where heads change."""
    now = {program.choice.places[index].pool: index for index in line.counters[slot]}
    before = line.counters[slot - 1] if slot else {}
    found = []
    for index, rate in before.items():
        after = now.get(program.choice.places[index].pool)
        if after != index:
            found.append(
                -line.work.rest * rate * _gone(program, index, after, f"{line.number}_{slot}_{index}")
            )
    return found


def _gone(program: Program, before: int, after: int | None, name: str) -> pulp.LpVariable:
    """How many of a stretch are not there in the next one; none, if these are more."""
    most = program.choice.bounds(before)[1]
    gone = program.problem.add_variable(f"gone_{name}", 0, most)
    more = program.problem.add_variable(f"more_{name}", 0, 1, pulp.LpInteger)
    stay = [program.heads[after]] if after is not None else []
    limit = program.choice.bounds(after)[1] if after is not None else 0
    fewer = pulp.lpSum([gone, -1 * program.heads[before], *stay, -limit * more])
    program.add(
        iter([(fewer <= 0, f"fewer_{name}"), (pulp.lpSum([gone, most * more]) <= most, f"stays_{name}")])
    )
    return gone
