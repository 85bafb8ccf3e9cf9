"""What the work alone costs is never above what the cheapest staffing of all costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimize.abandonment_guard import Guard
from optimize.cuts.visit_workload import visit_workload
from optimize.cuts.work_bound import hall_work_bound, hall_work_of
from optimize.infeasibility import most_heads
from optimize.oracle import Oracle
from optimize.plans.choice import Choice, choice_of
from optimize.simulation import Simulation, StaffingVariants
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


def greeted(**changes: Any) -> Choice:
    return choice_of(small(GREETED | changes))


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
    cheapest = min(sum(cost[index] * count for index, count in enumerate(heads)) for heads in good)
    least = sum(cost[index] * choice.bounds(index)[0] for index in cost)
    bound = hall_work_bound(choice, known(choice), oracle.guard)
    assert least < bound <= cheapest + 1e-6


def test_whoever_gives_up_needs_no_work() -> None:
    """Without a limit on how many may be lost there is no bound, and the more may be, the lower it is."""
    choice = made(0, 0, False, False)
    visits = known(choice)
    assert hall_work_bound(choice, visits, Guard({})) == 0.0
    bounds = [hall_work_bound(choice, visits, Guard({"north": share})) for share in (0.0, 0.1, 0.4)]
    assert bounds[0] >= bounds[1] >= bounds[2] > 0
    assert bounds[0] > bounds[2]


def test_the_work_of_visits_added_up_one_by_one() -> None:
    """Constant times: 30 % lack papers, which is found after half the time; nobody asks quick questions."""
    choice = greeted(**{"services.pay.handle_time": "6 min", "services.pay.quick": "0 %"})
    visits = known(choice)
    work, own = visit_workload(choice.scenario, visits, 0), [*visits.by_hall[0].values()]
    after = choice.scenario.services["pay"].found_after
    inside = [np.isfinite(each.entry) for each in own]
    lacks = sum(int((each.lacks_papers & here).sum()) for each, here in zip(own, inside, strict=True))
    count = sum(int(here.sum()) for here in inside)
    of_days = len(own) * len(REPLICATIONS)
    assert work.visits == pytest.approx(count / of_days)
    assert work.brought.sum() == pytest.approx(6 * (count - lacks * (1 - after)) / of_days)
    assert (
        work.helping.sum() < count / of_days
    )  # a minute each, but not for those whom the greeter sends home
    assert work.longest == pytest.approx(6.0, rel=0.1)
    line = hall_work_of(choice, visits, Guard({}), 0)
    assert line is not None
    assert (line.most, line.lost) == (5.0, 0.0)
