"""What work and overtime cost at least is never above what the cheapest staffing of all costs, overtime as simulated."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimize.abandonment_guard import Guard
from optimize.bounds.hall_bound import KINDS, hall_bound
from optimize.bounds.hall_work import hall_work_of
from optimize.bounds.hall_work_program import work_program
from optimize.bounds.visit_workload import hall_visits, visit_workload
from optimize.infeasibility import most_heads
from optimize.oracle import Oracle
from optimize.plans.choice import Choice, choice_of
from optimize.simulation import Simulation, StaffingVariants
from optimize.solver import run
from sim.lanes.days_apart import KnownVisits, known_visits
from tests.optimize.made_halls import every_staffing, made
from tests.scenarios_for_tests import small

REPLICATIONS = range(20)

GREETED: dict[str, Any] = {
    "calendar.interval": "1 h",
    "halls.north.arrivals.per_day": 180,
    "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
    "services.pay.quick": "40 %",
    "services.pay.papers_missing": "30 %",
    "services.pay.form": {"help_time": "1 min", "saves": "30 %"},
    "halls.north.pools": ["clerks", "greeters"],
    "halls.north.greeter": {"triage": "20 s", "answers": "90 %", "catches": "80 %", "helps_with_forms": True},
    "pools.clerks.cost": "60 yuan/h",
    "pools.greeters": {"works_at": "greeter", "heads": 0, "cost": "50 yuan/h"},
    "targets": [{"measure": "wait_mean", "scope": "hall:north", "at_most": "5 min"}],
    "staffing.pools": {
        "clerks": {"least": 1, "most": 7, "block": "2 h"},
        "greeters": {"most": 1, "block": "2 h"},
    },
}
"""Quick questions, missing papers and forms, and somebody at the door or not."""


FAST: dict[str, Any] = {
    "halls.north.arrivals.per_day": 300,
    "pools.greeters": {"works_at": "greeter", "heads": 0, "cost": "10 yuan/h", "speed": "400 %"},
    "staffing.pools": {
        "clerks": {"least": 4, "most": 9, "block": "2 h"},
        "greeters": {"most": 1, "block": "4 h"},
    },
}
"""Many customers, and one greeter who needs a quarter of the time."""


def greeted(**changes: Any) -> Choice:
    return choice_of(small(deepcopy(GREETED) | changes))  # some changes are made within a part of it


def few_lost(choice: Choice) -> Choice:
    """The same with at most 5 % who give up or turn away."""
    (wait,) = choice.scenario.source.data["targets"]
    return choice_of(choice.scenario.replace({"targets": [wait, {"measure": "lost", "at_most": "5 %"}]}))


def known(choice: Choice) -> KnownVisits:
    return known_visits(StaffingVariants(choice).with_heads(most_heads(choice)), 1, REPLICATIONS)


@pytest.mark.parametrize(
    "choice",
    [
        made(0, 0, True, False),
        made(1, 0, True, False),
        made(0, 0, True, True),
        greeted(),
        greeted(targets=[{"measure": "wait_mean", "at_most": "12 min"}]),
        greeted(**{"pools.greeters.cost": "10 yuan/h"}),
        greeted(**FAST),
        few_lost(made(0, 0, False, False)),
        few_lost(made(1, 0, False, True)),
        few_lost(greeted(**{"halls.north.balking": [{"waiting": 6, "leave": "50 %"}]})),
    ],
    ids=[
        "late",
        "early",
        "two pools",
        "greeter",
        "long waits",
        "cheap greeter",
        "fast greeter",
        "give up",
        "give up, two pools",
        "turn away",
    ],
)
def test_never_above_the_cheapest_of_every_staffing(choice: Choice) -> None:
    """Those hold whose mean waits keep to the target without any interval, which are most."""
    every = list(every_staffing(choice))
    oracle = Oracle(Simulation(choice, REPLICATIONS, 1, as_of=10**9))
    good = [heads for heads, holds in zip(every, oracle.hold(every), strict=True) if holds]
    cost = {index: shift.cost for shift in choice.shifts for index in shift.covers}
    schedules = [sum(cost[index] * count for index, count in enumerate(heads)) for heads in good]
    on_top = [each.overtime for each in oracle.on_top(good)]
    cheapest = min(schedule + overtime for schedule, overtime in zip(schedules, on_top, strict=True))
    least = sum(cost[index] * choice.bounds(index)[0] for index in cost)
    bound = hall_bound(choice, known(choice), oracle.guard).cost
    assert least < bound <= cheapest + 1e-6


def test_greeters_who_wait_for_customers_take_nothing_off() -> None:
    """Customers come by chance, so that a cheap greeter is idle now and then, and helps with no form while somebody waits: work that a greeter who is always
    busy would take off is left to the counters, and costs more. Where customers may be lost, they are taken to be gone as they come, which would let a greeter
    take more off others: there nothing is said of that."""
    choice = greeted(**{"pools.greeters.cost": "10 yuan/h"})
    line = hall_work_of(choice, known(choice), Guard({}), 0, KINDS)
    assert line is not None
    assert [choice.places[index].pool for index in line.best] == ["greeters", "greeters"]
    busy, by_chance = (
        run(work_program(choice, [each]).problem, whole=False).bound
        for each in (replace(line, best={}), line)
    )
    assert by_chance > busy + 1.0
    turned_away = greeted(**{"halls.north.balking": [{"waiting": 6, "leave": "50 %"}]})
    other = hall_work_of(turned_away, known(turned_away), Guard({"north": 0.1}), 0)
    assert other is not None
    assert not other.best


def test_a_fast_greeter_has_time_for_more() -> None:
    """In four hours a greeter at 400 % does sixteen hours of work: the counters have less to do than beside one at 100 %, even if both are always busy."""
    costs = []
    for speed in ("100 %", "400 %"):
        choice = greeted(**FAST | {"pools.greeters": {**FAST["pools.greeters"], "speed": speed}})
        line = hall_work_of(choice, known(choice), Guard({}), 0)
        assert line is not None
        costs.append(run(work_program(choice, [replace(line, best={})]).problem, whole=False).bound)
    assert costs[1] < costs[0] - 1.0


def test_whoever_gives_up_needs_no_work() -> None:
    """Without a limit on how many may be lost there is no bound, and the more may be, the lower it is."""
    choice = made(0, 0, False, False)
    visits = known(choice)
    assert hall_bound(choice, visits, Guard({})).cost == 0.0
    bounds = [hall_bound(choice, visits, Guard({"north": share})).cost for share in (0.0, 0.1, 0.4)]
    assert bounds[0] >= bounds[1] >= bounds[2] > 0
    assert bounds[0] > bounds[2]


def test_the_work_of_visits_added_up_one_by_one() -> None:
    """Constant times: 30 % lack papers, which is found after half the time; nobody asks quick questions."""
    choice = greeted(**{"services.pay.handle_time": "6 min", "services.pay.quick": "0 %"})
    visits = known(choice)
    work, own = visit_workload(hall_visits(choice.scenario, visits, 0)), [*visits.by_hall[0].values()]
    after = choice.scenario.services["pay"].found_after
    inside = [np.isfinite(each.entry) for each in own]
    lacks = sum(int((each.lacks_papers & here).sum()) for each, here in zip(own, inside, strict=True))
    count = sum(int(here.sum()) for here in inside)
    of_days = len(own) * len(REPLICATIONS)
    assert work.visits == pytest.approx(count / of_days)
    assert work.brought.sum() == pytest.approx(6 * (count - lacks * (1 - after)) / of_days)
    # a minute each, but not for those whom the greeter sends home
    assert (work.helping * work.came[0]).sum() < count / of_days
    assert work.longest == pytest.approx(6.0, rel=0.1)
    line = hall_work_of(choice, visits, Guard({}), 0)
    assert line is not None
    assert (line.most, line.lost) == (5.0, 0.0)


def test_days_of_several_kinds_are_together_the_mean_day() -> None:
    """Each day is of one kind, from those with little work to those with much."""
    choice = greeted()
    visits = known(choice)
    mean, kinds = (visit_workload(hall_visits(choice.scenario, visits, 0), count) for count in (1, KINDS))
    assert kinds.share.sum() == pytest.approx(1.0)
    for whole, parts in ((mean.brought, kinds.brought), (mean.came, kinds.came), (mean.late, kinds.late)):
        np.testing.assert_allclose(kinds.share @ parts, whole[0])
    assert (np.diff(kinds.brought.sum(axis=1)) > 0).all()


def test_the_more_kinds_of_days_the_higher() -> None:
    """The least cost is convex in what a day brings, so that it is lower on mean days (Jensen)."""
    choice = greeted(targets=[{"measure": "wait_mean", "at_most": "12 min"}])
    visits = known(choice)
    costs = []
    for kinds in (1, 2, 8):
        line = hall_work_of(choice, visits, Guard({}), 0, kinds)
        assert line is not None
        costs.append(run(work_program(choice, [line]).problem, whole=False).bound)
    assert costs[0] <= costs[1] + 1e-6 <= costs[2] + 2e-6
    assert costs[0] < costs[2]


def test_work_after_closing_is_paid_as_overtime() -> None:
    """Whoever is inside at closing is served: that is the dearer, the more overtime is paid."""
    dear, cheap = (
        hall_bound(choice, known(choice), Guard({})).cost
        for choice in (greeted(**{"pools.clerks.overtime_pay": pay}) for pay in ("10000 %", "100 %"))
    )
    assert dear > cheap
