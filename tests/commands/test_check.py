"""`counterline staff --check` and `counterline run --plan` with the workbook of a plan, as a planner calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.commands.calling import Command, SolverResult, in_this_process
from tests.commands.small_hall import SCENARIO, rows, written

BOUNDED = SCENARIO.replace("most: 4, block: 2 h", "least: 1, most: 4, block: 2 h, change: 2")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan in `out`."""
    folder = tmp_path_factory.mktemp("check")
    ended = in_this_process(
        "staff", written(folder, BOUNDED), "--replications", "20", "--quiet", "--out", str(folder / "out")
    )
    assert ended.code == 0, ended.err
    return folder


def certificate(folder: Path) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))
    return known


def check(command: Command, done: Path, plan: Path, out: str, *more: str) -> SolverResult:
    return command("staff", done / "north.yaml", "--check", plan, "--out", done / out, *more)


def test_unchanged_it_holds_and_costs_what_its_certificate_says(done: Path, command: Command) -> None:
    """On the replications of its own check every figure is the same; all files but the search's are written."""
    code, out, err = check(command, done, done / "out" / "plan.xlsx", "same")
    assert code == 0, err
    before, after = certificate(done / "out"), certificate(done / "same")
    assert (after["status"], after["method"], after["changes"], after["rules_broken"]) == (
        "feasible",
        "check",
        [],
        [],
    )
    for key in ("cost", "cost_of_schedule", "cost_of_overtime"):
        assert after[key] == pytest.approx(before[key], abs=1e-6)
    assert after["targets"] == before["targets"]
    assert after["replications"] == before["replications"] == 80
    assert (done / "same" / "plan.csv").read_bytes() == (done / "out" / "plan.csv").read_bytes()
    assert {"plan.xlsx", "shifts.csv", "measures.csv", "report.html"} <= {
        path.name for path in (done / "same").iterdir()
    }
    assert "feasible" in out


def test_too_few_heads_do_not_hold(done: Path, command: Command) -> None:
    """Nobody on Monday morning: two heads fewer than the least, exit code 3, what that saves and which target it misses."""
    book = load_workbook(done / "out" / "plan.xlsx")
    heads = [book["north"][cell].value for cell in ("D4", "E4", "D5", "E5")]
    book["north"]["D4"] = 0
    book.save(done / "fewer.xlsx")
    code, out, err = check(command, done, done / "fewer.xlsx", "fewer")
    assert code == 3, err
    known = certificate(done / "fewer")
    assert known["status"] == "infeasible"
    assert known["changes"] == [f"clerks, 2024-01-01, 08:00-10:00: {heads[0]} -> 0"]
    said = "staffing.pools.clerks.least: 0 heads (clerks, mon 2024-01-01, 08:00-10:00), at least 1"
    assert known["rules_broken"][0] == said
    assert known["cost_before"] == pytest.approx(certificate(done / "out")["cost"])
    assert known["cost_of_changes"] == pytest.approx(known["cost"] - known["cost_before"])
    assert known["cost_of_schedule"] == pytest.approx(120 * (sum(heads) - heads[0]))
    assert "wait_mean (all, all) reaches" in err
    assert "on the same replications" in out


GOAL = "pools: {clerks: {least: 1, most: 4, block: 2 h}}, budget: 1000 yuan, goal: {measure: wait_mean, period: peak}"


@pytest.mark.parametrize(("heads", "kept"), [((2, 2), True), ((2, 3), False)])
def test_goal_and_budget_stand_beside_the_targets(
    done: Path, command: Command, heads: tuple[int, int], kept: bool
) -> None:
    """Two days with 4 x 2 hours at 60 yuan: two clerks all day cost 960 of 1,000 yuan, a third in the second half 1,200. The goal's value is that of a run of
    the plan; the budget is held or not, on the terminal, in the certificate and in the reason."""
    at = BOUNDED.index("pools: {clerks: {least")
    (done / "goal.yaml").write_text(BOUNDED[:at] + GOAL + "}\n", encoding="utf-8")
    plan = done / "given.csv"
    stretches = [("08:00", "10:00", heads[0]), ("10:00", "12:00", heads[1])]
    lines = [
        f"clerks,2024-01-0{day},{start},{end},{count}" for day in (1, 2) for start, end, count in stretches
    ]
    plan.write_text("\n".join(["pool,date,start,end,heads", *lines, ""]), encoding="utf-8")
    code, out, err = command(
        "staff", done / "goal.yaml", "--check", plan, "--replications", "5", "--out", done / "goal"
    )
    assert (code == 0) is kept, err
    known = certificate(done / "goal")
    assert known["budget"] == {"most": 1000, "kept": kept}
    assert (known["goal"]["ended"], known["goal"]["value_in_search"], known["goal"]["bound"]) == (
        "given",
        None,
        None,
    )
    measured = next(
        row
        for row in rows(done / "goal" / "measures.csv")
        if (row["measure"], row["scope"], row["period"]) == ("wait_mean", "all", "peak")
    )
    assert known["goal"]["value"] == pytest.approx(float(measured["mean"]), rel=1e-4)
    table = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines()]
    (budget,) = [row for row in table if row and row[0] == "budget"]
    assert budget[3:] == ["1,000 yuan", "yes" if kept else "no"]
    assert any(row and row[0].startswith("goal: wait_mean") for row in table)
    assert ("breaks a rule" in err) is not kept


def test_a_table_is_checked_as_well(done: Path, command: Command) -> None:
    """A `plan.csv` of heads: the same schedule for the same cost; a rise by three breaks `change`."""
    path = done / "plan.csv"
    path.write_text((done / "out" / "plan.csv").read_text(encoding="utf-8"), encoding="utf-8")
    code, out, _ = check(command, done, path, "table", "--replications", "20")
    assert code == 0
    table, own = certificate(done / "table"), certificate(done / "out")
    assert table["cost_of_schedule"] == pytest.approx(own["cost_of_schedule"])
    assert "this plan says heads alone" in out
    assert not (done / "table" / "plan.xlsx").exists()
    lines = [
        f"clerks,2024-01-0{day},{start},{end},{heads}"
        for day in (1, 2)
        for start, end, heads in (("08:00", "10:00", 1), ("10:00", "12:00", 4))
    ]
    path.write_text("\n".join(["pool,date,start,end,heads", *lines, ""]), encoding="utf-8")
    assert check(command, done, path, "steep").code == 3
    (first, second) = certificate(done / "steep")["rules_broken"]
    assert first == (
        "staffing.pools.clerks.change: 3 heads more or fewer than before "
        "(clerks, mon 2024-01-01, 10:00-12:00 and 1 more), at most 2"
    )
    assert "tue 2024-01-02" in second


def test_run_takes_the_workbook_as_it_takes_the_table(done: Path, command: Command) -> None:
    for name in ("plan.csv", "plan.xlsx"):
        plan = str(done / "out" / name)
        ended = command(
            "run", done / "north.yaml", "--plan", plan, "--replications", "5", "--out", done / name[5:]
        )
        assert ended.code == 0, ended.err
    assert rows(done / "csv" / "measures.csv") == rows(done / "xlsx" / "measures.csv")


def test_bad_cells_end_the_command(done: Path, command: Command) -> None:
    """Exit code 2, with sheet, cell and what would be right; nothing is written."""
    book = load_workbook(done / "out" / "plan.xlsx")
    book["north"]["D4"], book["north"]["E4"] = "many", -2
    book.save(done / "bad.xlsx")
    code, _, err = check(command, done, done / "bad.xlsx", "bad")
    assert code == 2
    assert [line.partition("bad.xlsx:")[2] for line in err.splitlines()] == [
        "4: north!D4 = many: is not a number of heads, write a whole number such as 3",
        "4: north!E4 = -2: is out of range, write a whole number from 0 to 10000",
    ]
    assert not (done / "bad").exists()


def test_a_check_needs_rules(done: Path, command: Command) -> None:
    text = BOUNDED[: BOUNDED.index("staffing:")]
    (done / "bare.yaml").write_text(text, encoding="utf-8")
    ended = command("staff", done / "bare.yaml", "--check", done / "out" / "plan.csv")
    assert ended.code == 2
    assert "there is nothing to choose, so a plan has no rules to be checked by" in ended.err
