"""The pay of a plan's shifts goes with its heads into whatever is simulated; all expectations by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimize.plans.choice import Choice, choice_of
from optimize.plans.pay import changes_of_plan, rows_of_plan
from optimize.plans.plan import Plan
from reports.plan_files import plan_csv
from sim import compare, load, run
from sim.results.result import Result
from sim.scenario import Scenario, ScenarioError
from sim.scenario.plan import with_plan
from sim.tally import Frame
from tests.optimize.made_outcomes import outcome_with
from tests.optimize.tiny import plan_with
from tests.scenarios_for_tests import small

EARLY = "start,end,weight\n08:00,09:00,1\n"
"""Customers who come early enough that nobody is busy after the end of a shift."""


def hall(types: dict[str, Any], changes: dict[str, Any] | None = None, price: str = "30 yuan/h") -> Choice:
    """Twenty customers in the hour from 08:00, four minutes each, in a hall that is open from 08:00 to 18:00, in hours."""
    data = {
        "calendar.hours": ["08:00-18:00"],
        "calendar.interval": "1 h",
        "pools.clerks.cost": price,
        "targets": [{"measure": "wait_mean", "at_most": "60 min"}],
        "staffing": {"pools": {"clerks": {"most": 9, "shift_types": types}}},
        **(changes or {}),
    }
    return choice_of(small(data, {"profile.csv": EARLY}))


def planned(choice: Choice, people: tuple[int, ...]) -> Scenario:
    """The scenario with a plan of so many people on each shift."""
    return choice.scenario.replace(changes_of_plan(choice, plan_with(choice, people)), "plan")


def cost(result: Result) -> float:
    return result.estimate("staff_cost").mean


def test_a_premium_of_the_whole_pay(tmp_path: Path) -> None:
    """One head at 30 yuan an hour, one shift of ten hours at 100 % above it: 600 yuan, in the simulation of the plan, in a run of its
    file, and per case resolved."""
    choice = hall({"long": {"earliest": "08:00", "lengths": ["10 h"], "premium": "100 %"}})
    plan = plan_with(choice, (1,))
    assert plan.cost == 600
    result = run(planned(choice, (1,)), replications=2)
    assert (cost(result), result.estimate("overtime").mean) == (600, 0)
    assert result.estimate("cost_per_case").mean == pytest.approx(600 / result.estimate("contacts").mean)
    path = tmp_path / "plan.csv"
    path.write_text(plan_csv(outcome_with(choice, plan)), encoding="utf-8")
    again = run(with_plan(choice.scenario, path), replications=2)
    assert again.to_frame().equals(
        run(planned(choice, (1,)).replace({}, "baseline"), replications=2).to_frame()
    )


def test_a_dearer_plan_is_not_better_than_the_own_staffing() -> None:
    """The scenario's own clerk, ten hours at 30 yuan, against a plan of one at twice that: 300 yuan more, and not the same."""
    choice = hall({"long": {"earliest": "08:00", "lengths": ["10 h"], "premium": "100 %"}})
    table = compare([run(choice.scenario, 2), run(planned(choice, (1,)), 2)])
    row = table[(table.measure == "staff_cost") & (table.scope == "all") & (table.period == "all")]
    assert row.difference.tolist() == [300]


def test_paid_breaks_are_paid_and_others_are_not() -> None:
    """Two people from 08:00 to 16:00 with an hour off, of which one is paid: at 60 yuan an hour 480 and 420 yuan."""
    hour = {"earliest": "08:00", "lengths": ["8 h"], "pause": "1 h"}
    types = {
        "with": {**hour, "pause_within": "11:00-12:00"},
        "without": {**hour, "pause_within": "12:00-13:00", "pause_paid": False},
    }
    choice = hall(types, price="60 yuan/h")
    plan = plan_with(choice, (1, 1))
    assert plan.cost == 900
    assert cost(run(planned(choice, (1, 1)), 2)) == 900
    rows = {row["start"]: (row["heads"], row["paid"]) for row in rows_of_plan(choice, plan)["clerks"]}
    assert {clock: rows[clock] for clock in ("10:00", "11:00", "12:00", "13:00", "16:00")} == {
        "10:00": (2, 2),
        "11:00": (1, 2),
        "12:00": (1, 1),
        "13:00": (2, 2),
        "16:00": (0, 0),
    }


def test_shifts_that_begin_within_a_stretch() -> None:
    """From 08:30 to 17:30 in hours: on duty from 09:00 to 17:00, paid for nine hours; rows are cut at both ends."""
    choice = hall(
        {"odd": {"earliest": "08:30", "lengths": ["9 h"]}, "rest": {"earliest": "08:00", "lengths": ["10 h"]}}
    )
    plan = plan_with(choice, (1, 1))
    rows = rows_of_plan(choice, plan)["clerks"]
    said = [(row["start"], row["end"], row["heads"], row["paid"]) for row in rows]
    assert said[:3] == [("08:00", "08:30", 1, 1), ("08:30", "09:00", 1, 2), ("09:00", "10:00", 2, 2)]
    assert said[-2:] == [("17:00", "17:30", 1, 2), ("17:30", "18:00", 1, 1)]
    assert cost(run(planned(choice, (1, 1)), 2)) == plan.cost == 30 * (9 + 10)


def test_a_night_is_paid_on_both_days() -> None:
    """From 22:00 to 06:00 at 60 yuan an hour and half as much again, on each of three days: two hours are paid on the day on which it
    begins, six on the next one, and the last night's on the first: 720 yuan a day. By day nobody works."""
    night = {
        "earliest": "22:00",
        "lengths": ["8 h"],
        "premium": "50 %",
        "pause": "1 h",
        "pause_within": "02:00-03:00",
    }
    changes = {
        "calendar.days": 3,
        "calendar.hours": ["00:00-24:00"],
        "halls.north.arrivals.profile": "night.csv",
        "staffing.days": "apart",
    }
    data = {
        "calendar.interval": "1 h",
        "pools.clerks.cost": "60 yuan/h",
        "targets": [{"measure": "wait_mean", "at_most": "600 min"}],
        "staffing": {"pools": {"clerks": {"most": 9, "shift_types": {"night": night}}}},
        **changes,
    }
    choice = choice_of(small(data, {"night.csv": "start,end,weight\n23:00,23:30,1\n"}))
    plan = plan_with(choice, (1, 1, 1))
    assert plan.cost == 3 * 720
    result = run(planned(choice, (1, 1, 1)), replications=2)
    frame = result.frame
    assert (frame.paid.sum(axis=2) * frame.weights["cost"][:, None]).tolist() == [[720, 720, 720]]


def test_shifts_of_several_premiums_at_once() -> None:
    """Two at 100 % and one at 10 % above 60 yuan: 8 hours cost 480 * (2 * 2 + 1.1) yuan, and a row says the mean."""
    types = {
        name: {"earliest": "08:00", "lengths": ["8 h"], "premium": premium}
        for name, premium in (("dear", "100 %"), ("cheap", "10 %"))
    }
    choice = hall(types, price="60 yuan/h")
    plan = plan_with(choice, (2, 1))
    assert cost(run(planned(choice, (2, 1)), 2)) == pytest.approx(plan.cost)
    assert plan.cost == pytest.approx(480 * 5.1)
    assert rows_of_plan(choice, plan)["clerks"][0]["premium"] == "70 %"


def test_plans_in_blocks_are_paid_by_their_heads() -> None:
    """Without types of shifts the file has the columns that it always had."""
    choice = choice_of(
        hall({"long": {"earliest": "08:00", "lengths": ["10 h"]}}).scenario.replace(
            {"staffing": {"pools": {"clerks": {"most": 2, "block": "2 h"}}}}
        )
    )
    plan = plan_with(choice, (2, 1, 1, 1, 1))
    text = plan_csv(outcome_with(choice, plan))
    assert text.splitlines()[0] == "pool,date,start,end,heads"
    assert cost(run(planned(choice, (2, 1, 1, 1, 1)), 2)) == plan.cost


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        ("1,10 %", "whoever is on duty is paid: write 2 or more"),
        ("x,10 %", "is not a number of heads"),
        ("2,half", "is not a quantity"),
    ],
)
def test_pay_that_cannot_be_meant(tmp_path: Path, pay: str, said: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f"pool,date,start,end,heads,paid,premium\nclerks,2024-01-01,08:00,18:00,2,{pay}\n")
    with pytest.raises(ScenarioError, match=said):
        with_plan(hall({"long": {"earliest": "08:00", "lengths": ["10 h"]}}).scenario, path)


@pytest.mark.parametrize(("name", "policy"), [("lecong_hall", "early_shifts"), ("mengxi_95598", "baseline")])
def test_any_people_on_the_shifts_of_a_bundled_scenario(name: str, policy: str) -> None:
    """None, one or two people on each shift, by turns: what the simulated schedule pays is what the shifts cost, nights, split shifts and paid
    meals among them."""
    choice = choice_of(load(name).with_policy(policy))
    people = tuple(number % 3 for number in range(len(choice.shifts)))
    heads = [0] * len(choice.places)
    for shift, count in zip(choice.shifts, people, strict=True):
        for index in shift.covers:
            heads[index] += count
    plan = Plan(sum(choice.cost(people, ())), people, tuple(heads))
    frame = Frame(choice.scenario.replace(changes_of_plan(choice, plan)))
    chosen = [list(choice.scenario.pools).index(pool) for pool in {place.pool for place in choice.places}]
    yuan = frame.paid.sum(axis=(1, 2)) * frame.weights["cost"]
    assert yuan[chosen].sum() == pytest.approx(plan.cost, rel=1e-9)
