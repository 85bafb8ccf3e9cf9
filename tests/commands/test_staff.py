"""`counterline staff`, as a planner calls it: the files of a plan."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.commands.calling import counterline, in_this_process
from tests.commands.small_hall import FILES, REPORT, rows, written


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan in `out`."""
    folder = tmp_path_factory.mktemp("staff")
    ended = in_this_process(
        "staff", written(folder), "--replications", "20", "--out", str(folder / "out"), figures=True
    )
    assert ended.code == 0, ended.err
    assert "optimal" in ended.out
    assert ended.err == ""
    return folder


def test_files(done: Path) -> None:
    """All of them, and nothing half-written beside them."""
    assert {path.name for path in (done / "out").iterdir()} == FILES | REPORT | {"figures"}


def test_certificate(done: Path) -> None:
    """The keys of the contract, and figures that fit each other."""
    certificate = json.loads((done / "out" / "certificate.json").read_text(encoding="utf-8"))
    assert {"status", "cost", "bound", "gap", "targets", "replications", "seed"} <= set(certificate)
    (target,) = certificate["targets"]
    assert target["holds"]
    assert target["limit"] <= target["threshold"] == 6
    assert certificate["replications"] == 80
    assert certificate["gap"] == pytest.approx(
        (certificate["cost"] - certificate["bound"]) / certificate["cost"]
    )
    heads = sum(int(row["heads"]) for row in rows(done / "out" / "plan.csv"))
    assert certificate["cost_of_schedule"] == pytest.approx(heads * 120)  # blocks of two hours at 60 yuan
    (said,) = [
        float(row["mean"])
        for row in rows(done / "out" / "measures.csv")
        if (row["measure"], row["scope"], row["period"]) == ("staff_cost", "all", "all")
    ]
    assert certificate["cost"] == pytest.approx(
        said, abs=0.01
    )  # what a run of the plan says, overtime with it


def test_shifts_are_the_plan(done: Path) -> None:
    """The same heads, and costs that add up to what the certificate says of the schedule."""
    plan, shifts = rows(done / "out" / "plan.csv"), rows(done / "out" / "shifts.csv")
    on_duty = {(row["date"], row["start"]): int(row["heads"]) for row in plan if row["heads"] != "0"}
    assert {(row["date"], row["start"]): int(row["people"]) for row in shifts} == on_duty
    certificate = json.loads((done / "out" / "certificate.json").read_text(encoding="utf-8"))
    assert sum(float(row["cost"]) for row in shifts) == pytest.approx(certificate["cost_of_schedule"])


def test_workbook(done: Path) -> None:
    """A sheet for the hall, a row a day, a box a block, totals as formulas; its cost is the certificate's; no clock time in it."""
    book = load_workbook(done / "out" / "plan.xlsx")
    assert book.sheetnames == ["Plan", "north", "counterline"]
    sheet = book["north"]
    assert [cell.value for cell in sheet[3]] == ["Pool", "Day", "Hours", "08:00", "10:00"]
    heads = [int(row["heads"]) for row in rows(done / "out" / "plan.csv")]
    assert [[cell.value for cell in row] for row in sheet["D4:E5"]] == [heads[:2], heads[2:]]
    assert [sheet["B4"].value, sheet["B5"].value] == ["mon 2024-01-01", "tue 2024-01-02"]
    assert sheet["C6"].value == "=SUM(C4:C5)"
    certificate = json.loads((done / "out" / "certificate.json").read_text(encoding="utf-8"))
    costs = {row[0]: row[1] for row in book["Plan"].iter_rows(max_col=2, values_only=True)}
    parts = ("schedule, with paid breaks and premiums", "overtime, as simulated")
    assert sum(costs[part] for part in parts) == pytest.approx(certificate["cost"])
    with ZipFile(done / "out" / "plan.xlsx") as parts_of_file:
        assert {part.date_time for part in parts_of_file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_workbook_and_page_in_chinese(done: Path) -> None:
    ended = in_this_process(
        "staff", str(done / "north.yaml"), "--replications", "20", "--quiet", "--language", "zh",
        "--out", str(done / "chinese"),
    )  # fmt: skip
    assert ended.code == 0, ended.err
    sheet = load_workbook(done / "chinese" / "plan.xlsx")["north"]
    assert [cell.value for cell in sheet[3]][:3] == ["班组", "日期", "小时"]
    assert [sheet["B4"].value, sheet["B5"].value] == ["周一 2024-01-01", "周二 2024-01-02"]
    assert sheet["B6"].value == "总工时（小时）"
    assert '<html lang="zh">' in (done / "chinese" / "report.html").read_text(encoding="utf-8")


def test_the_page_holds_the_plan_against_the_scenario_on_the_replications_of_the_check(done: Path) -> None:
    """The plan's cost and wait are those of the check, which has 80 replications; its heads are drawn over the requirement."""
    measured = {
        row["measure"]: float(row["mean"])
        for row in rows(done / "out" / "measures.csv")
        if (row["scope"], row["period"]) == ("all", "all")
    }
    compared = {
        row["measure"]: row
        for row in rows(done / "out" / "comparison.csv")
        if (row["scope"], row["period"]) == ("all", "all")
    }
    for name in ("wait_mean", "staff_cost", "heads_on_duty"):
        row = compared[name]
        assert (row["a"], row["b"], row["replications"]) == ("baseline", "plan", "80")
        assert float(row["mean_b"]) == pytest.approx(measured[name])
    assert float(compared["heads_on_duty"]["mean_a"]) == pytest.approx(2)  # two clerks all day
    page = (done / "out" / "report.html").read_text(encoding="utf-8")
    assert "the heads of the plan that was found" in page
    assert (done / "out" / "figures" / "plan.png").is_file()


def test_run_reads_the_plan(done: Path) -> None:
    """`run --plan` simulates these heads, and costs what the plan says apart from overtime."""
    ended = in_this_process(
        "run", str(done / "north.yaml"), "--plan", str(done / "out" / "plan.csv"), "--replications", "5",
        "--quiet", "--out", str(done / "run"),
    )  # fmt: skip
    assert ended.code == 0, ended.err
    heads = sum(int(row["heads"]) for row in rows(done / "out" / "plan.csv"))
    (measured,) = (
        row
        for row in rows(done / "run" / "measures.csv")
        if (row["measure"], row["scope"], row["period"]) == ("heads_on_duty", "all", "all")
    )
    assert float(measured["mean"]) == pytest.approx(heads * 120 / (2 * 240))


def test_the_same_plan_is_the_same_bytes(done: Path) -> None:
    """Of two processes, which give words other hashes."""
    ended = counterline(
        "staff", str(done / "north.yaml"), "--replications", "20", "--quiet", "--out", str(done / "again"),
        figures=True,
    )  # fmt: skip
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    for name in FILES | REPORT:
        assert (done / "again" / name).read_bytes() == (done / "out" / name).read_bytes()


def test_two_step(done: Path) -> None:
    """The other method has a plan too, with the same kinds of files; it is no cheaper."""
    out = str(done / "two-step")
    ended = in_this_process(
        "staff",
        str(done / "north.yaml"),
        "--method",
        "two-step",
        "--replications",
        "20",
        "--json",
        "--out",
        out,
    )
    assert ended.code == 0, ended.err
    cuts = json.loads((done / "out" / "certificate.json").read_text(encoding="utf-8"))
    assert json.loads(ended.out)["cost"] >= cuts["cost"]
