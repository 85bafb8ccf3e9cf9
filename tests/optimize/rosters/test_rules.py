"""Each family of a roster's rules and aims in a tiny program, as PuLP writes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulp
import pytest

from optimize.rosters import aims, rules
from optimize.rosters.program import RosterProgram, RosterTask, empty_program
from tests.optimize.golden_file import golden, written
from tests.optimize.made_rosters import made

GOLDEN = Path(__file__).parent / "golden"
AN = "name,pools,least_hours,most_hours,off\nAn,clerks,20,24,2024-01-02\n"
TWO = "name,pools,most_hours\nAn,clerks,40\nBo,clerks,20\n"
WISHES = "name,date,wish,weight\nAn,2024-01-01,off,2\nAn,2024-01-02,late,3\n"
BEFORE = (
    "name,date,pool,type,start,end\n"
    "An,2023-12-30,clerks,late,14:00,22:00\n"
    "An,2023-12-31,clerks,late,14:00,22:00\n"
    "An,2024-01-01,clerks,early,08:00,16:00\n"
    "An,2024-01-02,clerks,early,09:00,17:00\n"
)
SEVEN = {"early": [1, 1, 1, 1, 1, 1, 1]}

RULES: dict[str, tuple[RosterTask, Callable[[RosterProgram], Any]]] = {
    "posts_are_filled": (made({"early": [2, 1]}, people=TWO), rules.posts_are_filled),
    "one_shift_a_day": (made({"early": [1, 1], "late": [1, 0]}, people=AN), rules.one_shift_a_day),
    "fixed_days_are_off": (
        made({"early": [1, 1], "late": [1, 1]}, people=AN),
        rules.fixed_days_are_off,
    ),
    "rest_is_kept": (
        made({"early": [1, 1], "late": [1, 1]}, {"existing": "b.csv"}, AN, {"b.csv": BEFORE}),
        rules.rest_is_kept,
    ),
    "days_in_a_row_are_limited": (
        made({"early": [1, 1, 1]}, {"existing": "b.csv", "days_in_a_row": 2}, AN, {"b.csv": BEFORE}),
        rules.days_in_a_row_are_limited,
    ),
    "days_off_are_given": (made(SEVEN, {"days_off": 2}, AN), rules.days_off_are_given),
    "days_off_together": (
        made(SEVEN, {"days_off": 5, "together": True}, AN),
        rules.days_off_are_given,
    ),
    "weekends_are_free": (made(SEVEN, {"free_weekends": 1}, AN), rules.weekends_are_free),
    "weeks_have_hours": (made(SEVEN, people=AN), rules.weeks_have_hours),
    "contracts_are_filled": (made(SEVEN, people=AN), rules.contracts_are_filled),
}

AIMS: dict[str, tuple[RosterTask, Callable[[RosterProgram], Any]]] = {
    "late_shifts_are_fair": (made({"late": [1, 1]}, people=TWO), aims.late_shifts_are_fair),
    "wishes_are_met": (
        made({"early": [1, 1], "late": [0, 1]}, {"wishes": "w.csv"}, AN, {"w.csv": WISHES}),
        aims.wishes_are_met,
    ),
    "little_changes": (
        made({"early": [1, 1, 1]}, {"existing": "b.csv"}, AN, {"b.csv": BEFORE}),
        aims.little_changes,
    ),
}


def with_rules(name: str) -> RosterProgram:
    """A program with one family of rules alone."""
    task, family = RULES[name]
    program = empty_program(task)
    program.add(family(program), {})
    program.problem += pulp.lpSum(program.works.values())
    return program


def with_aim(name: str) -> RosterProgram:
    """A program with one aim alone."""
    task, aim = AIMS[name]
    program = empty_program(task)
    program.problem += pulp.lpSum(aim(program))
    return program


@pytest.mark.parametrize("name", RULES)
def test_family(name: str, tmp_path: Path) -> None:
    """The program is the one in the file, which was read and checked by hand."""
    assert written(with_rules(name).problem, tmp_path) == golden(GOLDEN / f"{name}.lp")


@pytest.mark.parametrize("name", AIMS)
def test_aim(name: str, tmp_path: Path) -> None:
    """The objective is the one in the file, which was read and checked by hand."""
    assert written(with_aim(name).problem, tmp_path) == golden(GOLDEN / f"{name}.lp")


def test_softened_rules_give_way(tmp_path: Path) -> None:
    """A rule that gives way has its size as a variable: below its lower bound, or above its upper one."""
    task, family = RULES["posts_are_filled"]
    program = empty_program(task)
    program.add(family(program), {"posts": 1.0})
    task, family = RULES["weeks_have_hours"]
    hours = empty_program(task)
    hours.add(family(hours), {"most_hours": 1.0})
    for each, name in ((program, "softened_least"), (hours, "softened_most")):
        each.problem += pulp.lpSum(slack for _, slack in each.given_way)
        assert written(each.problem, tmp_path) == golden(GOLDEN / f"{name}.lp")
