"""What no staffing of offices costs less than, by their work: each desk must be through with the orders that are in time, and with those before them.

Lines are taken in turn, so that whoever is in time has everybody of its kind before it begun (`docs/model.md`, "What the bounds rest on").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pulp

from optimize.bounds.bound import Bound
from optimize.bounds.office_work import OfficeWork, Share, office_work
from optimize.plans.choice import Choice
from optimize.plans.constraints import cheapest, total_cost
from optimize.plans.covering import services_have_somebody
from optimize.plans.program import Constraint, Program
from optimize.simulation import StaffingVariants
from optimize.solver import run
from sim.lanes.office_apart import KnownOrders
from sim.scenario import Scenario
from sim.scenario.office import Office
from sim.scenario.target import threshold
from sim.scenario.units import DAY
from sim.time.duty_windows import servers_of
from sim.time.opening import opening_of

SECONDS = 10.0
"""Seconds for whole numbers of people; what is known then is a bound in any case (assumed)."""

NEARLY = 0.002
"""Relative gap at which that ends."""

POINTS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0)
"""Shares of the orders of a category that are late, between which what that releases is taken to be straight (assumed: finer ones add little)."""


def office_bound(choice: Choice, pieces: Sequence[KnownOrders]) -> Bound:
    """The bound, on orders that are known; zero where no target says how many may be late, or orders may pass each other."""
    scenario = choice.scenario
    works = [
        office_work(scenario, name, pieces)
        for name, office in scenario.offices.items()
        if stand_in_turn(scenario, office)
    ]
    program = cheapest(choice)
    program.add(services_have_somebody(program))
    late = {
        share[:2]: program.problem.add_variable(f"late_{number}", 0, share.orders)
        for number, share in enumerate(share for work in works for share in work.shares)
    }
    limits = list(_limits(scenario, works, late))
    if not limits:
        return Bound(0.0, "turns")
    program.add(iter(limits))
    all_late = _all_late(program, [share for work in works for share in work.shares], late)
    minutes = minutes_by_place(choice)
    for work in works:
        program.add(_desks_are_through(program, work, minutes, late, all_late))
    program.problem.setObjective(total_cost(program))
    return Bound(max(0.0, run(program.problem, SECONDS, gap=NEARLY).bound), "turns")


def stand_in_turn(scenario: Scenario, office: Office) -> bool:
    """Whether orders at a desk are begun in turn, each by one head who has no other in hand: nobody does some of them alone, or some quicker, and none is
    escalated to others or waits for an approval."""
    pools = [scenario.pools[pool] for pool in office.pools]
    alike = all(
        pool.serves == "all" and not pool.office.levels and pool.office.at_once == 1 for pool in pools
    )
    return alike and not office.extra_pools


Late = dict[tuple[str, int], Any]
"""A variable for each category and replication."""


def _limits(scenario: Scenario, works: Sequence[OfficeWork], late: Late) -> Iterator[Constraint]:
    """So many orders may be late in all replications together, of all categories or of one."""
    judged = {name: count for work in works for name, count in work.judged.items()}
    whole = len(works) == len(scenario.offices)
    for number, target in enumerate(scenario.targets):
        if target.measure != "in_time" or target.period != "all" or target.at_least is None:
            continue
        kind, _, name = target.scope.partition(":")
        names = (
            [name]
            if kind == "category" and name in judged
            else list(judged)
            if kind == "all" and whole
            else []
        )
        own = [variable for (category, _), variable in late.items() if category in names]
        if own:
            most = (1 - threshold(target)) * sum(judged[each] for each in names)
            yield pulp.lpSum(own) <= most, f"may_be_late_{number}"


def _all_late(program: Program, shares: Sequence[Share], late: Late) -> Late:
    """Whether all orders of a category are late in a replication, but for those that pass others: then nothing of them need be done."""
    found: Late = {}
    for key, same in groupby(sorted(shares, key=lambda share: share[:2]), key=lambda share: share[:2]):
        own = list(same)
        count = own[0].orders - max(share.overtake for share in own)
        if count <= 0:
            found[key] = 1
            continue
        found[key] = program.problem.add_variable(f"all_late_{len(found)}", 0, 1, pulp.LpInteger)
        program.add(iter([(late[key] >= count * found[key], f"are_late_{len(found)}")]))
    return found


def _desks_are_through(
    program: Program, work: OfficeWork, minutes: Sequence[float], late: Late, all_late: Late
) -> Iterator[Constraint]:
    """The heads of each desk have as many minutes as its work takes, in each replication."""
    choice = program.choice
    pools, order = (
        list(choice.scenario.pools),
        sorted(work.shares, key=lambda share: (share.desk, share.replication)),
    )
    for (desk, replication), shares in groupby(order, key=lambda share: (share.desk, share.replication)):
        names = [pools[pool] for pool in work.plan.desks[desk].pools]
        left = work.left.get(desk, 0.0)
        chosen = [
            (minutes[index] + left) * program.heads[index]
            for index, place in enumerate(choice.places)
            if place.pool in names
        ]
        given = sum(
            _given_minutes(choice.scenario, name, left)
            for name in names
            if name not in {place.pool for place in choice.places}
        )
        need, named = 0.0, f"{work.plan.number}_{desk}_{replication}"
        for place, share in enumerate(shares):
            released = program.problem.add_variable(f"released_{named}_{place}", 0, share.minutes)
            key = share[:2]
            for line, (slope, start) in enumerate(_lines(share.released())):
                least = released <= slope * late[key] + start + share.minutes * all_late[key]
                yield least, f"released_{named}_{place}_{line}"
            chosen.append(released)
            need += share.minutes
        yield pulp.lpSum(chosen) >= need - given, f"through_{named}"


def _lines(values: np.ndarray[Any, np.dtype[np.float64]]) -> list[tuple[float, float]]:
    """Straight lines, slope and start, that are nowhere below some values by their number."""
    count = np.arange(len(values))
    places = np.unique((np.array(POINTS) * count[-1]).round().astype(int))
    slopes = np.diff(values[places]) / np.maximum(1, np.diff(places))
    return [(float(slope), float((values - slope * count).max())) for slope in np.unique([*slopes, 0.0])]


def minutes_by_place(choice: Choice) -> list[float]:
    """Minutes for which one head of each stretch is on duty, in the warm-up, too, where a plan's heads are those of the same days of the week."""
    found = [0.0] * len(choice.places)
    for pieces in StaffingVariants(choice).places.values():
        for piece in pieces:
            assert piece.date is not None
            found[piece.heads - 1] += piece.end - piece.start
    return found


def _given_minutes(scenario: Scenario, pool: str, left: float) -> float:
    """Minutes of heads that are not chosen, with what they may have in hand at the end."""
    calendar = scenario.calendar
    servers = servers_of(scenario, pool, opening_of(scenario, scenario.site_of(pool).name))
    first, end = -calendar.warm_up * DAY, calendar.days * DAY
    return sum(
        left + sum(max(0.0, min(window.end, end) - max(window.start, first)) for window in windows)
        for windows in servers.duty
    )
