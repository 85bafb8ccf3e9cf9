"""A plan made by hand, beside the staffing of its hall: 08:00 to 12:00 on one day, in blocks of two hours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimize.bounds.bound import Bound
from optimize.outcome import Alternative, Record, StaffingOutcome
from optimize.plans.choice import Choice, choice_of
from optimize.plans.pay import changes_of_plan
from optimize.staffing_comparison import StaffingComparison
from optimize.verify.one_person_fewer import OneFewer, ReducedPlan
from sim import run
from tests.optimize.tiny import JUNIORS, plan_with, tiny

BOTH = {"pools": {"clerks": {"most": 4, "block": "2 h"}, "juniors": {"most": 4, "least": 0, "block": "2 h"}}}


def made_plan() -> tuple[StaffingOutcome, StaffingComparison]:
    """Two clerks and then one at 60 yuan an hour, and one junior at 30 in the last two hours: 360 + 60 = 420 yuan. As it stands
    the hall has one clerk and two juniors. No plan costs less than 399 yuan, a twentieth less than 420. Of the three plans with one
    person fewer, one holds."""
    choice = tiny(BOTH, {"halls.north.arrivals": {"per_day": 20, "profile": "profile.csv"}, **JUNIORS})
    people = (2, 1, 0, 1)
    plan = plan_with(choice, people)
    after = run(choice.scenario.replace(changes_of_plan(choice, plan)), 4)
    fewer = made_fewer(choice, {0: ((1, 1, 0, 1), False), 1: ((2, 0, 0, 1), False), 3: ((2, 1, 0, 0), True)})
    record = Record(replications=40, fewer=fewer)
    outcome = StaffingOutcome(choice, "feasible", "", plan, after, Bound(399.0, "heads"), record)
    shown = outcome.as_policy
    assert shown is not None
    return outcome, StaffingComparison(run(choice.scenario, 4), shown, [])


def made_fewer(choice: Choice, found: dict[int, tuple[tuple[int, ...], bool]]) -> OneFewer:
    """Plans with one person fewer, by the number of the shift: the people of each, and whether it holds."""
    tried = [
        ReducedPlan(
            choice.shifts[number], number, plan_with(choice, people), np.array([0.5 if holds else -0.5])
        )
        for number, (people, holds) in found.items()
    ]
    return OneFewer(tuple(tried), 0, (), 4)


def made_training() -> StaffingOutcome:
    """The same staffing, with one clerk and two juniors there: one junior is trained for 800 yuan, and it costs 1,220."""
    outcome, _ = made_plan()
    pools = {
        name: {**pool, "people": people}
        for (name, pool), people in zip(BOTH["pools"].items(), (1, 2), strict=True)
    }
    changes = {
        "staffing.pools": pools,
        "staffing.cross_training": [
            {"of": "juniors", "into": "clerks", "most": 2, "cost": "800 yuan"},
            {"of": "clerks", "into": "juniors", "most": 1, "cost": "50 yuan"},
        ],
    }
    choice = choice_of(outcome.choice.scenario.replace(changes))
    plan = plan_with(choice, (2, 1, 0, 1))
    return replace(outcome, choice=choice, plan=plan).with_record(fewer=None)


def made_choice() -> StaffingOutcome:
    """The plan of 420 yuan under `baseline`, of which another may cost 399; under `through` one costs 600 and another at least 450, under
    `late` all cost 500 or more, under `dear` there is none."""
    outcome, _ = made_plan()
    alternatives = (
        Alternative("baseline", "feasible", "", 420.0, Bound(399.0, "heads")),
        Alternative("through", "feasible", "", 600.0, Bound(450.0, "halls")),
        Alternative("late", "dearer", "dearer by its rules", None, Bound(500.0)),
        Alternative("dear", "infeasible", "too few heads", None, Bound(float("inf"), "heads")),
    )
    return replace(outcome, alternatives=alternatives)


def without_bound(outcome: StaffingOutcome) -> StaffingOutcome:
    """The same plan by requirements: nothing says what plans must cost at least."""
    return replace(outcome, bound=Bound()).with_record(method="two-step", fewer=None)
