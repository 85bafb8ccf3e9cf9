"""Each family of constraints in a tiny program, as PuLP writes it; and programs whose answers are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulp
import pytest

from optimize import solver
from optimize.plans import constraints, covering, people_rules
from optimize.plans.choice import Choice
from optimize.plans.constraints import Cut, Rise
from optimize.plans.program import Program
from optimize.plans.solved import solve
from optimize.requirements.counter_requirements import Requirement
from optimize.solver import SolverError
from optimize.solver_status import Status
from sim.scenario.staffing import shift_times
from sim.scenario.units import Window
from tests.optimize.golden_file import golden, written
from tests.optimize.tiny import JUNIORS, tiny

GOLDEN = Path(__file__).parent / "golden"
CLERKS = {"pools": {"clerks": {"least": 1, "most": 9}}}
BOTH = {"pools": {"clerks": {"most": 9}, "juniors": {"most": 9}}}
HALF_DAYS = {
    "half": {"earliest": "08:00", "latest": "10:00", "step": "2 h", "lengths": ["2 h"], "part_time": True},
    "full": {"earliest": "08:00", "lengths": ["4 h"], "premium": "10 %", "least": 1, "most": 3},
}
FULL = {"full": {"earliest": "08:00", "lengths": ["4 h"]}}
COVERS = [
    {"pools": ["clerks", "juniors"], "least": 2},
    {"pools": ["juniors", "seniors"], "least": 3},
]
SENIORS = {"works_at": "counter", "heads": {"08:00": 2, "10:00": 1}, "cost": "80 yuan/h"}


def need(pools: tuple[str, ...], start: float, heads: int) -> Requirement:
    """So many heads of some pools for the two hours from `start` on."""
    return Requirement("north", pools, 0, Window(start, start + 120), 0.0, 0.0, heads)


def bare(choice: Choice) -> Program:
    """Variables and no rules."""
    empty = Program(choice, pulp.LpProblem("tiny", pulp.LpMinimize))
    add = empty.problem.add_variable
    empty.people = [add(f"people_{number}", 0, None, pulp.LpInteger) for number in range(len(choice.shifts))]
    empty.heads = [
        add(f"heads_{number}", *choice.bounds(number), pulp.LpInteger) for number in range(len(choice.places))
    ]
    empty.trained = [
        add(f"trained_{number}", 0, each.most, pulp.LpInteger) for number, each in enumerate(choice.trainings)
    ]
    empty.problem += pulp.lpSum(empty.people)
    return empty


FAMILIES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], Callable[[Program], Any]]] = {
    "heads_are_people": (
        {"pools": {"clerks": {"most": 9, "shift_types": HALF_DAYS}}},
        {},
        constraints.heads_are_people,
    ),
    "changes_are_small": ({"pools": {"clerks": {"most": 9, "change": 2}}}, {}, constraints.changes_are_small),
    "total_is_kept": ({**BOTH, "total": 7}, JUNIORS, constraints.total_is_kept),
    "floaters_have_time": (
        {"pools": {"clerks": {"most": 9}, "others": {"most": 9, "block": "1 h"}}},
        {
            "halls.south": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["others"]},
            "pools.others": {"works_at": "counter", "heads": 1, "cost": "60 yuan/h"},
            "floaters": {"both": {"pools": ["clerks", "others"], "people": 4, "travel": "90 min"}},
        },
        constraints.floaters_have_time,
    ),
    "budget_is_kept": ({**CLERKS, "budget": "500 yuan"}, {}, constraints.budget_is_kept),
    "types_are_used": (
        {"pools": {"clerks": {"most": 9, "shift_types": HALF_DAYS}}},
        {},
        constraints.types_are_used,
    ),
    "part_time_is_limited": (
        {"pools": {"clerks": {"most": 9, "shift_types": HALF_DAYS, "most_part_time": "40 %"}}},
        {},
        constraints.part_time_is_limited,
    ),
    "people_are_there": (
        {"pools": {"clerks": {"most": 9, "shift_types": HALF_DAYS, "people": 6}}},
        {},
        people_rules.people_are_there,
    ),
    "people_are_trained": (
        {
            "pools": {
                "clerks": {"most": 9, "shift_types": HALF_DAYS, "people": 6},
                "juniors": {"most": 9, "people": 2},
            },
            "cross_training": [{"of": "clerks", "into": "juniors", "most": 4, "cost": "50 yuan"}],
        },
        JUNIORS,
        people_rules.people_are_there,
    ),
    "training_is_paid": (
        {
            "pools": {"clerks": {"most": 9, "people": 6}, "juniors": {"most": 9, "people": 2}},
            "cross_training": [
                {"of": "clerks", "into": "juniors", "most": 4, "cost": "50 yuan"},
                {"of": "juniors", "into": "clerks", "most": 1, "cost": "70.5 yuan"},
            ],
            "budget": "900 yuan",
        },
        JUNIORS,
        constraints.budget_is_kept,
    ),
    "days_off_follow_each_other": (
        {"pools": {"clerks": {"most": 9, "shift_types": FULL, "days_off": 2}}, "days": "apart"},
        {"calendar.days": 7, "calendar.open": "mon-sat"},
        people_rules.days_off_follow_each_other,
    ),
    "weeks_have_hours": (
        {
            "pools": {
                "clerks": {
                    "most": 9,
                    "shift_types": HALF_DAYS,
                    "least_in_week": "20 h",
                    "most_in_week": "60 h",
                }
            }
        },
        {"calendar.days": 9},
        people_rules.weeks_have_hours,
    ),
    "shares_are_kept": (
        {
            "pools": {
                "clerks": {"most": 9, "least_share": "40 %"},
                "juniors": {"most": 9, "most_share": "25 %"},
            }
        },
        JUNIORS,
        people_rules.shares_are_kept,
    ),
    "somebody_is_there": (
        {"pools": {"clerks": {"most": 9}, "juniors": {"most": 9, "block": "4 h"}}, "cover": COVERS},
        {**JUNIORS, "pools.seniors": SENIORS, "halls.north.pools": ["clerks", "juniors", "seniors"]},
        people_rules.somebody_is_there,
    ),
    "cuts_are_kept": (
        CLERKS,
        {},
        lambda made: constraints.cuts_are_kept(made, [Cut(((0, 1.5), (1, 0.25)), 6.0)]),
    ),
    "rises_are_made": (
        CLERKS,
        {},
        lambda made: constraints.rises_are_made(made, [Rise(((0, 4), (1, 3))), Rise(((1, 5),))]),
    ),
    "requirements_of_one_group": (
        CLERKS,
        {},
        lambda made: covering.requirements_are_covered(
            made, [need(("clerks",), 480, 3), need(("clerks",), 600, 4)]
        ),
    ),
    "requirements_of_two_groups": (
        BOTH,
        JUNIORS,
        lambda made: covering.requirements_are_covered(
            made, [need(("clerks",), 480, 3), need(("clerks", "juniors"), 480, 5)]
        ),
    ),
    "services_have_somebody": (BOTH, JUNIORS, covering.services_have_somebody),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_family(name: str, tmp_path: Path) -> None:
    """The program with this family alone is the one in the file, which was read and checked by hand."""
    staffing, changes, family = FAMILIES[name]
    made = bare(tiny(staffing, changes))
    made.add(family(made))
    assert written(made.problem, tmp_path) == golden(GOLDEN / f"{name}.lp")


CBC = pytest.param(
    "PULP_CBC_CMD",
    marks=pytest.mark.skipif(not hasattr(pulp, "PULP_CBC_CMD"), reason="this PuLP brings no CBC"),
)


@pytest.mark.parametrize("name", ["HiGHS", CBC])
def test_the_set_cover(name: str) -> None:
    """Eight shifts of six hours, needs by the hour: 6336 with (0, 4, 5, 1, 10, 0, 3, 5), from a textbook's covering problem."""
    needs = (0, 0, 0, 0, 0, 0, 1, 4, 8, 9, 10, 9, 8, 16, 10, 10, 6, 7, 8, 8, 6, 6, 5, 4)
    costs = {0: 252, 6: 288, 8: 180, 10: 180, 12: 180, 14: 288, 16: 288, 18: 288}
    types = {
        f"at {start}": {
            "earliest": f"{start:02d}:00",
            "lengths": ["6 h"],
            "premium": f"{100 * (cost / 180 - 1):g} %",
        }
        for start, cost in costs.items()
    }
    choice = tiny(
        {"pools": {"clerks": {"most": 99, "shift_types": types}}},
        {"calendar.hours": ["00:00-24:00"], "calendar.interval": "1 h", "pools.clerks.cost": "30 yuan/h"},
    )
    wanted = [
        Requirement("north", ("clerks",), 0, Window(60.0 * hour, 60.0 * hour + 60), 0.0, 0.0, heads)
        for hour, heads in enumerate(needs)
    ]

    def cost(people: tuple[int, ...] | None = None) -> float:
        made = constraints.cheapest(choice)
        made.add(covering.requirements_are_covered(made, wanted))
        if people:
            made.add((each == count, f"as_{each}") for each, count in zip(made.people, people, strict=True))
        answer = solve(made, solver=name)
        assert answer.status is Status.OPTIMAL
        return answer.cost

    assert cost() == pytest.approx(6336)
    assert cost((0, 4, 5, 1, 10, 0, 3, 5)) == pytest.approx(6336)  # one of several that cost the same


def test_five_days_of_seven() -> None:
    """The post office of the textbooks (Winston, *Operations Research*, 4th ed., 3.5): 17, 13, 15, 19, 14, 16 and 11 people by day,
    each of whom works five days in a row; 23 people are enough, and no fewer."""
    choice = tiny(
        {"pools": {"clerks": {"most": 99, "shift_types": FULL, "days_off": 2}}, "days": "apart"},
        {"calendar.days": 7},
    )
    made = constraints.cheapest(choice)
    needs = (17, 13, 15, 19, 14, 16, 11)
    made.add(
        (people >= need, f"day_{day}")
        for day, (people, need) in enumerate(zip(made.people, needs, strict=True))
    )
    answer = solve(made)
    assert answer.status is Status.OPTIMAL
    assert sum(answer.people) == 5 * 23
    assert answer.cost == pytest.approx(5 * 23 * 240)  # four hours at 60 yuan


def test_a_head_with_two_skills_counts_once() -> None:
    """Five who can do both do not cover five and three; eight do."""
    skilled = {**JUNIORS, "pools.juniors": {"works_at": "counter", "heads": 5, "cost": "30 yuan/h"}}
    skilled["pools.clerks.serves"] = ["pay"]

    def cost(most: int) -> Status:
        choice = tiny({"pools": {"clerks": {"most": 0}, "juniors": {"most": most}}}, skilled)
        made = constraints.cheapest(choice)
        wants = [need(("clerks", "juniors"), 480, 5), need(("juniors",), 480, 3)]
        return solve(made.add(covering.requirements_are_covered(made, wants))).status

    assert cost(5) is Status.INFEASIBLE
    assert cost(7) is Status.INFEASIBLE
    assert cost(8) is Status.OPTIMAL


def test_ways_of_a_type() -> None:
    """Two starts, one length, a break of half an hour within two hours, on the hour: by hand."""
    kinds = {
        "day": {
            "earliest": "08:00",
            "latest": "09:00",
            "step": "1 h",
            "lengths": ["3 h"],
            "pause": "30 min",
            "pause_within": "09:00-11:00",
        }
    }
    choice = tiny({"pools": {"clerks": {"most": 9, "shift_types": kinds}}}, {"calendar.interval": "30 min"})
    assert choice.scenario.staffing is not None
    kind = choice.scenario.staffing.pools["clerks"].shift_types["day"]
    assert list(shift_times(kind)) == [
        (Window(480, 660), Window(540, 570)),
        (Window(480, 660), Window(600, 630)),
        (Window(540, 720), Window(540, 570)),
        (Window(540, 720), Window(600, 630)),
    ]
    assert [shift.covers for shift in choice.shifts][:2] == [(0, 1, 3, 4, 5), (0, 1, 2, 3, 5)]
    assert {shift.cost for shift in choice.shifts} == {180.0}  # three hours at 60 yuan, breaks are paid


def test_a_closure_at_noon_is_not_paid() -> None:
    """A day of eight hours over a closure of two hours costs six."""
    kinds = {"day": {"earliest": "08:00", "lengths": ["8 h"]}}
    choice = tiny(
        {"pools": {"clerks": {"most": 9, "shift_types": kinds}}},
        {"calendar.hours": ["08:00-12:00", "14:00-16:00"], "calendar.days": 3},
    )
    assert [(shift.cost, shift.covers) for shift in choice.shifts] == [(3 * 360.0, (0, 1, 2))]


def test_contradictory_rules() -> None:
    """At least two on the only type of shift, and a budget for one: infeasible, and not anything else."""
    kinds = {"day": {"earliest": "08:00", "lengths": ["4 h"], "least": 2}}
    staffing = {"pools": {"clerks": {"most": 9, "shift_types": kinds}}, "budget": "300 yuan"}
    answer = solve(constraints.cheapest(tiny(staffing)))
    assert (answer.status, answer.people) == (Status.INFEASIBLE, ())


def test_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to install."""
    monkeypatch.setattr(solver, "has_highs", lambda: False)
    monkeypatch.setattr(solver.pulp, "listSolvers", lambda **_: [])
    with pytest.raises(SolverError, match="pip install highspy"):
        solve(constraints.cheapest(tiny(CLERKS)))


def test_cbc_where_highs_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "has_highs", lambda: False)
    monkeypatch.setattr(solver.pulp, "listSolvers", lambda **_: ["PULP_CBC_CMD"])
    assert solver.available() == "PULP_CBC_CMD"


def test_killed_solver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A CBC that is killed has no answer, and nothing is taken for one."""
    killed = tmp_path / "cbc"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    monkeypatch.setattr(
        solver.pulp, "getSolver", lambda name, **options: pulp.COIN_CMD(path=str(killed), msg=False)
    )
    with pytest.raises(SolverError, match="ended without an answer"):
        solve(constraints.cheapest(tiny(CLERKS)), solver="COIN_CMD")


def test_no_time_at_all() -> None:
    """HiGHS that is stopped before it found anything gives no solution."""
    answer = solve(constraints.cheapest(tiny(CLERKS)), seconds=0.0)
    assert answer.status in (Status.TIME_LIMIT, Status.OPTIMAL)
    assert bool(answer.people) == (answer.status is Status.OPTIMAL)
