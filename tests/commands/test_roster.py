"""`counterline staff` with people, as a planner calls it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sim.running.file_set import put_set
from tests.commands.calling import in_this_process

SCENARIO = """\
name: North hall
calendar: {start: 2024-01-01, days: 7, hours: [08:00-12:00], interval: 1 h}
services: {pay: {share: 100 %, handle_time: {exponential: {mean: 6 min}}}}
halls: {north: {arrivals: {per_day: 30, profile: profile.csv}, pools: [clerks]}}
pools: {clerks: {works_at: counter, heads: 2, cost: 60 yuan/h}}
targets: [{measure: wait_mean, at_most: 20 min}]
staffing:
  pools: {clerks: {least: 1, most: 2, shift_types: {full: {earliest: 08:00, lengths: [4 h]}}}}
  roster: {people: people.csv, wishes: wishes.csv, days_off: 2}
"""
PEOPLE = "name,pools,most_hours\nAn,clerks,40\nBo,clerks,40\n=Cai,clerks,40\n"
WISHES = "name,date,wish\nAn,2024-01-02,off\n"


def written(folder: Path, people: str = PEOPLE) -> str:
    """The scenario in a folder."""
    for name, text in (
        ("north.yaml", SCENARIO),
        ("people.csv", people),
        ("wishes.csv", WISHES),
        ("profile.csv", "start,end,weight\n08:00,12:00,1\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder / "north.yaml")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan and its roster in `out`."""
    folder = tmp_path_factory.mktemp("roster")
    ended = in_this_process("staff", written(folder), "--replications", "20", "--out", str(folder / "out"))
    assert ended.code == 0, ended.err
    assert "roster optimal" in ended.out
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_roster_is_the_plan(done: Path) -> None:
    """On each day as many people as `shifts.csv` has; An is off on Tuesday, and nobody works more than five days."""
    roster, shifts = rows(done / "out" / "roster.csv"), rows(done / "out" / "shifts.csv")
    people = {shift["date"]: int(shift["people"]) for shift in shifts}
    assert {date: sum(row["date"] == date for row in roster) for date in people} == people
    assert ("An", "2024-01-02") not in {(row["name"], row["date"]) for row in roster}
    assert max(sum(row["name"] == name for row in roster) for name in ("An", "Bo", "=Cai")) <= 5


def test_summary(done: Path) -> None:
    """Seven or fourteen shifts over three people differ by one at most, so nothing is left to wish for."""
    known = json.loads((done / "out" / "roster.json").read_text(encoding="utf-8"))
    assert (known["status"], known["penalty"], known["wishes_not_met"]) == ("optimal", 0, [])
    roster = rows(done / "out" / "roster.csv")
    assert sum(person["shifts"] for person in known["people"]) == len(roster)
    assert sum(person["hours"] for person in known["people"]) == 4 * len(roster)


def test_sheet(done: Path) -> None:
    """People down, days across, in the one workbook; a name that looks like a formula is text."""
    sheet = load_workbook(done / "out" / "plan.xlsx")["Roster"]
    assert [cell.value for cell in sheet["A"]][2:7] == ["Name", "An", "Bo", "=Cai", "People at work"]
    assert sheet["A6"].data_type == "s"
    assert [sheet["B3"].value, sheet["I3"].value, sheet["J3"].value] == [
        "mon\n2024-01-01",
        "Shifts",
        "Hours",
    ]
    assert sheet["I4"].value == '=COUNTIF(B4:H4,"*:*")'
    assert not (done / "out" / "roster.xlsx").exists()


def test_shifts_that_exist(done: Path) -> None:
    """The shifts of the plan give the same roster without a search, and again if that roster is the existing one."""
    scenario, shifts = done / "north.yaml", str(done / "out" / "shifts.csv")
    ended = in_this_process(
        "staff", str(scenario), "--shifts", shifts, "--out", str(done / "again"), "--quiet"
    )
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    names = {path.name for path in (done / "again").iterdir()}
    assert names == {"roster.csv", "roster.json", "plan.xlsx", "manifest.json"}
    (done / "before.csv").write_bytes((done / "again" / "roster.csv").read_bytes())
    changed = SCENARIO.replace("days_off: 2", "days_off: 2, existing: before.csv")
    (done / "changed.yaml").write_text(changed, encoding="utf-8")
    ended = in_this_process(
        "staff", str(done / "changed.yaml"), "--shifts", shifts, "--json", "--out", str(done / "third")
    )
    assert json.loads(ended.out)["changes"] == 0
    assert (done / "third" / "roster.csv").read_bytes() == (done / "before.csv").read_bytes()


def test_no_roster(tmp_path: Path) -> None:
    """Exit code 3; the plan is written, the contradiction is said, and an earlier roster of ours is gone."""
    put_set(tmp_path / "out", {"roster.csv": b"an earlier roster\n"})
    scenario = written(tmp_path, "name,pools,most_hours\nAn,clerks,40\n")
    ended = in_this_process("staff", scenario, "--replications", "20", "--out", str(tmp_path / "out"))
    assert ended.code == 3
    assert "infeasible: no roster keeps all rules" in ended.err
    assert "What is known of a roster" in ended.out
    assert "An has fewer than 2 days off in the week of mon 2024-01-01" in ended.err
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "plan.csv" in names
    assert "roster.json" in names
    assert "roster.csv" not in names


def test_json_is_the_certificate_alone(tmp_path: Path) -> None:
    ended = in_this_process(
        "staff", written(tmp_path), "--replications", "20", "--json", "--out", str(tmp_path / "out")
    )
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["status"] == "optimal"


def test_nobody_to_roster(tmp_path: Path) -> None:
    scenario = written(tmp_path)
    text = (tmp_path / "north.yaml").read_text(encoding="utf-8")
    (tmp_path / "north.yaml").write_text(text[: text.index("  roster:")], encoding="utf-8")
    (tmp_path / "shifts.csv").write_text(
        "pool,date,type,start,end,pause_start,pause_end,people\nclerks,2024-01-01,full,08:00,12:00,,,1\n"
    )
    ended = in_this_process(
        "staff", scenario, "--shifts", str(tmp_path / "shifts.csv"), "--out", str(tmp_path / "o")
    )
    assert ended.code == 2
    assert (
        "staffing: has no roster, so there is nobody to work the shifts: add roster: {people: people.csv}"
        in ended.err
    )
