"""The whole trial: validate, run, compare, staff, roster, the workbook out and back in, the page in both languages.

The large one has three halls, a line, 32 people and four weeks, and four policies; the small one, of its kind, a hall, the line and four
days.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.commands.calling import Command
from tests.commands.small_hall import rows
from tests.commands.trial_files import small_trial, written


class Planner:
    """Somebody who calls commands."""

    def __init__(self, command: Command) -> None:
        self.command = command

    def __call__(self, *arguments: object, code: int = 0, figures: bool = False) -> str:
        """What a command prints that ends as it should."""
        ended = self.command(*arguments, figures=figures)
        assert ended.code == code, ended.err
        return ended.out + ended.err


def known(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def planner(command: Command) -> Planner:
    """See there."""
    return Planner(command)


def whole_trial(planner: Planner, scenario: Path, policies: int, replications: int, limit: int) -> None:
    """Everything that a planner does with a scenario file, one after the other."""
    name, out = str(scenario), scenario.parent / "out"
    assert planner("validate", name).startswith("ok\n")
    planner("compare", name, "--replications", str(replications), "--out", str(out / "compare"))
    compared = rows(out / "compare" / "comparison.csv")
    assert len({row["a"] for row in compared} | {row["b"] for row in compared}) == policies
    found = ["staff", name, "--replications", str(2 * replications), "--time-limit", str(limit)]
    planner(*found, "--out", str(out / "plan"))
    plan = known(out / "plan" / "certificate.json")
    assert plan["status"] in ("optimal", "feasible")
    assert all(target["holds"] for target in plan["targets"])
    _roster_is_the_plan(out / "plan")
    _page_in_both_languages(planner, name, out)
    _back_in(planner, name, out)


def _roster_is_the_plan(folder: Path) -> None:
    """On each day as many people as shifts; nobody on the holiday, when all is closed."""
    roster, shifts = rows(folder / "roster.csv"), rows(folder / "shifts.csv")
    for date in {row["date"] for row in shifts}:
        people = sum(int(row["people"]) for row in shifts if row["date"] == date)
        assert sum(row["date"] == date for row in roster) == people
    assert "2024-05-01" not in {row["date"] for row in roster}
    assert known(folder / "roster.json")["status"] in ("optimal", "feasible")


def _page_in_both_languages(planner: Planner, name: str, out: Path) -> None:
    """The English one without figures, which the Chinese one has."""
    for language in ("en", "zh"):
        arguments = ["--plan", str(out / "plan" / "plan.xlsx"), "--replications", "2", "--language", language]
        planner("run", name, *arguments, "--quiet", "--out", str(out / language), figures=language == "zh")
        page = (out / language / "report.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page
        assert ("营业厅" in page) == (language == "zh")
    assert list((out / "zh" / "figures").glob("*.png"))


def _back_in(planner: Planner, name: str, out: Path) -> None:
    """As it is, the workbook costs what its certificate says; without the first shift of the roster it costs that shift less."""
    plan = out / "plan" / "plan.xlsx"
    before = known(out / "plan" / "certificate.json")
    planner("staff", name, "--check", str(plan), "--quiet", "--out", str(out / "same"))
    same = known(out / "same" / "certificate.json")
    assert same["cost"] == pytest.approx(before["cost"])
    assert same["changes"] == same["rules_broken"] == []
    book = load_workbook(plan)
    cell = next(cell for row in book["Roster"]["B4:AD40"] for cell in row if ":" in str(cell.value))
    shift = str(cell.value).split("\n")[0]
    hours = {row[0].value: row[1].value for row in book["Roster"]["A4:B70"]}[
        shift.removesuffix(" W").removesuffix(" !")
    ]
    cell.value = None
    book.save(out / "changed.xlsx")
    ended = planner.command("staff", name, "--check", out / "changed.xlsx", "--out", out / "changed")
    assert ended.code in (0, 3), ended.err
    changed = known(out / "changed" / "certificate.json")
    assert (ended.code == 0) == (changed["status"] == "feasible")
    assert changed["cost_before"] == pytest.approx(before["cost"])
    price = (before["cost_of_schedule"] - changed["cost_of_schedule"]) / hours
    assert round(price, 6) in (42, 45, 46)
    assert len(changed["changes"]) == 2
    cell.value = "Q 99:00"
    book.save(out / "bad.xlsx")
    said = planner("staff", name, "--check", str(out / "bad.xlsx"), code=2)
    assert f"Roster!{cell.coordinate} = Q 99:00: is no shift" in said


def test_a_small_trial(planner: Planner, tmp_path: Path) -> None:
    """Its search takes seconds; the time limit does not decide about the plan, however busy the machine is."""
    whole_trial(planner, small_trial(tmp_path), 3, 3, 600)


@pytest.mark.slow
def test_the_whole_trial(planner: Planner, tmp_path: Path) -> None:
    whole_trial(planner, written(tmp_path), 4, 10, 600)
