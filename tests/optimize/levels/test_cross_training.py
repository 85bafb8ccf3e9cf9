"""How many people are trained for another pool: held against every number of them, with what each costs."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from optimize.levels.program import TargetLevel, level_program
from optimize.oracle import Oracle
from optimize.outcome import CannotStaff, StaffingOutcome
from optimize.plans.choice import Choice, choice_of
from optimize.plans.constraints import cheapest
from optimize.plans.solved import Answer, solve
from optimize.requirements.erlang import Goal
from optimize.share_out import share_out
from optimize.simulation import Simulation
from optimize.solver_status import Status
from optimize.staff import staff
from optimize.task import Effort
from sim.scenario import Scenario
from tests.optimize.made_centres import TWO_LINES, centre
from tests.optimize.made_halls import TWO_POOLS, every_staffing
from tests.optimize.tiny import plan_with
from tests.scenarios_for_tests import small

EFFORT = Effort(search=20, check=80, rounds=10, proof=200)


def hall(training: dict[str, Any] | None, people: tuple[int, int] = (1, 2), **changes: Any) -> Scenario:
    """A morning of 50 customers, six of ten of whom only clerks can serve: one clerk is too few, two juniors are more than enough."""
    clerks, juniors = people
    return small(
        {
            "calendar.interval": "1 h",
            "halls.north.arrivals.per_day": 50,
            "services.pay.handle_time": {"exponential": {"mean": "6 min"}},
            "pools.clerks.cost": "60 yuan/h",
            "targets": [{"measure": "wait_mean", "at_most": "6 min"}],
            **TWO_POOLS,
            "staffing.pools": {
                "clerks": {"least": 1, "most": 4, "block": "2 h", "people": clerks},
                "juniors": {"most": 3, "block": "4 h", "people": juniors},
            },
            "staffing.cross_training": [training] if training else [],
            **changes,
        }
    )


def by_hand(outcome: StaffingOutcome, people: tuple[int, int], most: int, cost: float) -> float:
    """The least cost of all staffings that hold on the replications of the search, with so many trained as each one needs."""
    clerks, juniors = people
    trainings = {}
    for heads in every_staffing(outcome.choice):
        (early, late, second) = heads
        trained = max(0, early - clerks, late - clerks)
        if trained <= most and second <= juniors - trained:
            trainings[heads] = cost * trained
    oracle = Oracle(Simulation(outcome.choice, range(outcome.record.replications), 1))
    holding = [heads for heads, good in zip(trainings, oracle.hold(list(trainings)), strict=True) if good]
    results = oracle.simulation.of_variants(list(map(oracle.simulation.with_heads, holding)))
    return min(
        result.estimate("staff_cost").mean + trainings[heads]
        for heads, result in zip(holding, results, strict=True)
    )


@pytest.mark.parametrize(("people", "cost"), [((1, 2), 50.0), ((1, 2), 500.0), ((2, 3), 0.0), ((3, 1), 50.0)])
def test_a_hall_against_all_staffings(people: tuple[int, int], cost: float) -> None:
    """Every staffing is tried, each with the fewest who must be trained for it."""
    training = {"of": "juniors", "into": "clerks", "most": 2, "cost": f"{cost} yuan"}
    found = staff(hall(training, people), effort=EFFORT)
    assert found.plan is not None
    assert found.status == "optimal"
    assert found.record.found is not None
    assert found.record.found.cost == pytest.approx(by_hand(found, people, 2, cost))
    trained = max(0, max(found.plan.heads[:2]) - people[0])
    assert cost == 0 or found.plan.trained == (trained,)


def test_nobody_can_be_trained_of_those_who_are_not_there() -> None:
    """One clerk is too few by the targets; without juniors to train, that is said to be because of the people."""
    training = {"of": "juniors", "into": "clerks", "most": 2, "cost": "10 yuan"}
    assert staff(hall(training, (1, 2)), effort=EFFORT).plan is not None
    found = staff(hall(training, (1, 0)), effort=EFFORT)
    assert found.status == "infeasible"
    assert "without staffing.pools.clerks.people there is one" in found.reason


def test_training_counts_in_the_budget() -> None:
    """Two clerks all morning cost 480 yuan, and one of them must be trained for 100: 579 yuan are too few, 580 are enough."""
    training = {"of": "juniors", "into": "clerks", "most": 2, "cost": "100 yuan"}

    def answer(budget: str) -> Answer:
        changes = {
            "staffing.budget": budget,
            "staffing.pools": {
                "clerks": {"least": 2, "most": 4, "block": "2 h", "people": 1},
                "juniors": {"most": 3, "block": "4 h", "people": 2},
            },
        }
        return solve(cheapest(choice_of(hall(training, **changes))))

    assert answer("579 yuan").status is Status.INFEASIBLE
    enough = answer("580 yuan")
    assert (enough.cost, enough.trained) == (580.0, (1,))


def test_a_plan_of_given_people_trains_no_more_than_it_needs() -> None:
    """Three clerks for two hours where there is one: two are trained, and of two juniors nobody is left."""
    training = {"of": "juniors", "into": "clerks", "most": 2, "cost": "100 yuan"}
    plan = plan_with(choice_of(hall(training)), (3, 1, 0))
    assert (plan.trained, plan.cost) == ((2,), 3 * 120 + 120 + 200)


def test_heads_that_are_shared_out_are_not_trained() -> None:
    training = {"of": "juniors", "into": "clerks", "most": 2, "cost": "100 yuan"}
    with pytest.raises(CannotStaff, match=r"leave out staffing\.cross_training"):
        share_out(hall(training, **{"staffing.total": 3}))


# -- call centres ----------------------------------------------------------------------------------------------------------

SHIFTS = {
    "early": {"earliest": "08:00", "lengths": ["2 h"], "premium": "20 %"},
    "late": {"earliest": "10:00", "lengths": ["2 h"], "premium": "20 %"},
    "day": {"earliest": "08:00", "lengths": ["4 h"]},
}
TRAINED: dict[str, Any] = {"of": "agents", "into": "both", "most": 4, "cost": "90 yuan"}


def line(trained: int | None, shifts: bool = True) -> Choice:
    """Two lines, the second of which one agent speaks; the others may be trained, or so many of them are already."""
    ways: dict[str, Any] = {"shift_types": SHIFTS} if shifts else {"block": "2 h"}
    already = trained or 0
    return choice_of(
        centre(
            {
                **TWO_LINES,
                "staffing": {
                    "pools": {
                        "agents": {"most": 9, "people": 9 - already, **ways},
                        "both": {"most": 9, "people": 1 + already, **ways},
                    },
                    "cross_training": [TRAINED] if trained is None else [],
                },
            }
        )
    )


def levels_of(share: float) -> list[TargetLevel]:
    """That so many calls of either line are answered within 20 s."""
    return [TargetLevel(Goal("within", 1 / 3), frozenset({name}), share) for name in ("main", "second")]


@pytest.mark.parametrize(("share", "shifts"), list(product([0.5, 0.7, 0.85], [True, False])))
def test_a_centre_against_all_numbers_of_trained_people(share: float, shifts: bool) -> None:
    """The program with the choice costs what the cheapest of those costs in which so many are trained already, and paid for."""
    found = solve(level_program(line(None, shifts), levels_of(share)).program)
    costs = {}
    for trained in range(TRAINED["most"] + 1):
        answer = solve(level_program(line(trained, shifts), levels_of(share)).program)
        if answer.status is Status.OPTIMAL:
            costs[trained] = answer.cost + 90 * trained
    assert found.status is Status.OPTIMAL
    assert found.cost == pytest.approx(min(costs.values()))
    assert costs[found.trained[0]] == pytest.approx(found.cost)
    assert sum(found.trained) > 0


def test_a_centre_from_beginning_to_end() -> None:
    """Nobody speaks the second language until somebody is trained; the plan's cost is that of its shifts, of the training, and of overtime."""
    scenario = line(None).scenario.replace({"staffing.pools.both.people": 0})
    found = staff(scenario, effort=Effort(search=10, check=20, rounds=5, proof=10))
    assert found.plan is not None
    assert found.plan.trained[0] >= 1
    shifts = zip(found.choice.shifts, found.plan.people, strict=True)
    assert found.plan.schedule == pytest.approx(
        sum(shift.cost * people for shift, people in shifts) + 90 * found.plan.trained[0]
    )
    assert found.check is not None
    assert found.plan.cost == pytest.approx(
        found.check.estimate("staff_cost").mean + 90 * found.plan.trained[0]
    )
    assert all(verdict.holds for verdict in found.check.verdicts())
