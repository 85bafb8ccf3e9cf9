"""`run` and `compare`, as a planner calls them: what they print and what they write."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from sim.results.result import Result
from tests.commands.calling import Command

MEASURES = ["policy", "measure", "scope", "period", "unit", "mean", "ci_low", "ci_high", "replications"]


COMPARISON = [
    "measure",
    "scope",
    "period",
    "unit",
    "a",
    "b",
    "mean_a",
    "mean_b",
    "difference",
    "ci_low",
    "ci_high",
    "replications",
]


CONTACTS = [
    "replication",
    "case",
    "contact",
    "attempt",
    "channel",
    "site",
    "service",
    "segment",
    "stage",
    "pool",
    "arrived",
    "started",
    "ended",
    "outcome",
]
"""Columns that the command line promises, in this order; others may stand between them."""


def test_run_writes_the_files_of_the_contract_and_prints_the_headline(
    command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With figures, into the folder that it names by itself; records hold a row for each stage."""
    monkeypatch.chdir(tmp_path)
    code, out, err = command("run", file, "--replications", 2, "--workers", 1, "--records", figures=True)
    folder = Path("out") / f"{file.stem}-run"
    assert (code, err) == (0, "")
    assert "wait_mean" in out
    assert f"Report: {folder / 'report.html'}" in out
    assert {path.name for path in folder.iterdir()} == {
        "measures.csv",
        "manifest.json",
        "report.html",
        "figures",
        "contacts.parquet",
    }
    assert {path.suffix for path in (folder / "figures").iterdir()} == {".png", ".svg"}
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["seed"] == 1
    table = pd.read_csv(folder / "measures.csv")
    assert list(table) == MEASURES
    assert set(table["policy"]) == {"baseline"}
    assert {"all", "peak", "2024-01-01", "2024-01-01T08:00"} <= set(table["period"])
    records = pd.read_parquet(folder / "contacts.parquet")
    assert [name for name in records if name in CONTACTS] == CONTACTS
    contacts = table.set_index(["measure", "scope", "period"]).loc[("contacts", "all", "all"), "mean"]
    assert len(records.groupby(["replication", "contact"])) == 2 * contacts  # a mean over two replications


OFFICE = """
name: An office without halls
calendar: {start: 2024-01-01, days: 2, hours: [08:00-12:00]}
services: {ask: {share: 100 %, handle_time: 1 min}}
offices:
  bureau:
    pools: [fitters]
    departments: {meters: {pools: [fitters]}}
    categories:
      meter: {department: meters, work: 1 h, arrivals: {per_day: 5, profile: profile.csv}}
pools: {fitters: {works_at: office, heads: 2}}
"""


def test_records_of_an_office_without_halls_are_its_orders(command: Command, tmp_path: Path) -> None:
    """There are no contacts to write, and each order has a row."""
    file, out = tmp_path / "office.yaml", tmp_path / "out"
    file.write_text(OFFICE, encoding="utf-8")
    (tmp_path / "profile.csv").write_text("start,end,weight\n08:00,12:00,1\n", encoding="utf-8")
    assert command("run", file, "--replications", 2, "--records", "--out", out, "--quiet").code == 0
    table = pd.read_csv(out / "measures.csv").set_index(["measure", "scope", "period"])["mean"]
    assert len(pd.read_parquet(out / "orders.parquet")) == 2 * table["orders_created", "all", "all"]
    assert (out / "order_steps.parquet").is_file()
    assert not (out / "contacts.parquet").exists()


def test_plan_replaces_the_staffing(
    command: Command, file: Path, tmp_path: Path, written: list[list[Result]]
) -> None:
    """Two heads in the plan are two heads on duty, where the scenario has one."""
    plan = tmp_path / "plan.csv"
    plan.write_text("pool,date,start,end,heads\nclerks,2024-01-01,08:00,12:00,2\n", encoding="utf-8")
    arguments = ("--plan", plan, "--replications", 1, "--workers", 1, "--out", tmp_path / "out", "--quiet")
    assert command("run", file, *arguments) == (0, "", "")
    [[result]] = written
    assert result.estimate("heads_on_duty", "pool:clerks").mean == 2.0


def test_plan_that_leaves_out_an_open_day_is_refused(command: Command, file: Path, tmp_path: Path) -> None:
    """The scenario is open on one day, and the plan speaks of another."""
    plan = tmp_path / "plan.csv"
    plan.write_text("pool,date,start,end,heads\nclerks,2024-01-08,08:00,12:00,2\n", encoding="utf-8")
    code, _, err = command("run", file, "--plan", plan, "--out", tmp_path / "out")
    assert code == 2
    assert "has no row for clerks on 2024-01-01" in err


def test_compare_takes_all_policies_and_writes_paired_differences(
    command: Command, file: Path, tmp_path: Path
) -> None:
    """As JSON the table is the only thing on stdout; the report is named on stderr."""
    out = tmp_path / "out"
    ended = command("compare", file, "--replications", 3, "--workers", 1, "--out", out, "--json")
    assert ended.code == 0
    assert ended.err == f"Report: {out / 'report.html'}\n"
    tables = json.loads(ended.out)
    assert list(tables) == ["baseline", "two"]
    measures = pd.read_csv(out / "measures.csv")
    rows_of = measures.set_index(["policy", "measure", "scope", "period"])["mean"]
    for policy, rows in tables.items():
        for row in rows:
            assert row["mean"] == pytest.approx(
                rows_of[policy, row["measure"], "all", row["period"]], rel=1e-9
            )
    comparison = pd.read_csv(out / "comparison.csv")
    assert list(comparison) == COMPARISON
    assert set(zip(comparison["a"], comparison["b"], strict=True)) == {("baseline", "two")}
    assert (comparison["replications"] <= 3).all()
    assert not list(out.rglob("*unfinished*"))


@pytest.mark.parametrize("name", [("run", "--policy", "two"), ("compare",)])
def test_records_change_no_byte_of_the_measures(
    command: Command, file: Path, tmp_path: Path, name: tuple[str, ...]
) -> None:
    """With two clerks, one of whom would do all the work if heads were not told apart."""
    arguments = (name[0], file, *name[1:], "--replications", 2, "--workers", 1, "--quiet", "--out")
    assert command(*arguments, tmp_path / "without") == (0, "", "")
    assert command(*arguments, tmp_path / "with", "--records") == (0, "", "")
    assert (tmp_path / "with" / "contacts.parquet").exists()
    tables = ["measures.csv", *["comparison.csv"] * (name[0] == "compare")]
    for table in tables:
        assert (tmp_path / "with" / table).read_bytes() == (tmp_path / "without" / table).read_bytes()
