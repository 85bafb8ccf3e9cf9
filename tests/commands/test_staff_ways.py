"""`counterline staff` in other ways: heads shared out, requirements by simulation, why, and a choice among policies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.calling import in_this_process
from tests.commands.small_hall import FILES, REPORT, SCENARIO, rows, written

TWO_HALLS = SCENARIO.replace(
    "halls: {north:",
    "halls: {south: {arrivals: {per_day: 20, profile: profile.csv}, pools: [others]}, north:",
).replace(
    "pools: {clerks: {works_at",
    "pools: {others: {works_at: counter, heads: 1, cost: 60 yuan/h}, clerks: {works_at",
)


@pytest.mark.slow
def test_heads_shared_out(tmp_path: Path) -> None:
    """All heads are in the plan, in both halls; the targets are reported, and no bound is claimed; other words are refused."""
    pools = "{total: 4, pools: {clerks: {least: 1, most: 4}, others: {least: 1, most: 4}}}"
    text = TWO_HALLS.replace("{pools: {clerks: {most: 4, block: 2 h}}}", pools)
    out = tmp_path / "out"
    options = ("--share-out", "worst", "--replications", "5", "--out", str(out))
    ended = in_this_process("staff", written(tmp_path, text), *options)
    assert ended.code == 0, ended.err
    known = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    assert sum(known["shared_out"]["heads"].values()) == 4
    assert (known["method"], known["bound"], known["gap"]) == ("share-out", None, None)
    assert [target["scope"] for target in known["targets"]] == ["all"]
    assert {path.name for path in out.iterdir()} == FILES | REPORT
    assert {row["policy"] for row in rows(out / "measures.csv")} == {"plan"}
    refused = in_this_process("staff", written(tmp_path, text), "--share-out", "best")
    assert (refused.code, "write total or worst" in refused.err) == (2, True)


@pytest.mark.slow
def test_requirements_by_simulation(tmp_path: Path) -> None:
    """With one clerk the peak hour's queue grows from twice as many customers as can be served: simulation requires more there, as
    closed forms do, and the plan has them. Every interval of both days stands in the table, without rate and load, which belong to
    closed forms. Only halls have such requirements, and other words are refused."""
    out, path = tmp_path / "out", written(tmp_path)
    options = ("--method", "two-step", "--requirements", "simulation", "--replications", "20", "--quiet")
    ended = in_this_process("staff", path, *options, "--out", str(out))
    assert ended.code == 0, ended.err
    required = rows(out / "requirements.csv")
    assert [(row["date"], row["start"], row["end"]) for row in required] == [
        (f"2024-01-0{day}", f"{hour:02}:00", f"{hour + 1:02}:00") for day in (1, 2) for hour in range(8, 12)
    ]
    assert {(row["site"], row["pools"], row["per_hour"], row["load"]) for row in required} == {
        ("north", "clerks", "", "")
    }
    assert all(int(row["heads"]) >= 2 for row in required if row["start"] == "09:00")
    on_duty = {(row["date"], row["start"]): int(row["heads"]) for row in rows(out / "plan.csv")}
    for row in required:
        block = "08:00" if row["start"] < "10:00" else "10:00"
        assert on_duty[row["date"], block] >= int(row["heads"])
    refused = in_this_process("staff", path, "--requirements", "guess")
    assert (refused.code, "write sipp, max" in refused.err) == (2, True)


def test_why(tmp_path: Path) -> None:
    """The certificate says what binds, what a head changes, other demand, and cost by threshold; so does the terminal."""
    ended = in_this_process(
        "staff", written(tmp_path), "--replications", "20", "--why", "--out", str(tmp_path / "out")
    )
    assert ended.code == 0, ended.err
    account = json.loads((tmp_path / "out" / "certificate.json").read_text(encoding="utf-8"))["why"]
    assert {"binding", "one_head", "one_absent", "demand", "frontier"} <= set(account)
    assert [effect["what"] for effect in account["demand"]] == [
        f"{part} % of the customers" for part in (80, 90, 110, 120)
    ]
    assert "110 % of the" in ended.out
    assert "threshold" in ended.out


AMONG = (
    SCENARIO.replace("staffing: {", "staffing: {policies: [baseline, cheap, dear], ")
    + """\
policies:
  cheap: {pools.clerks.cost: 30 yuan/h}
  dear: {staffing.pools.clerks.least: 4}
"""
)


@pytest.mark.slow
def test_the_cheapest_of_some_policies(tmp_path: Path) -> None:
    """At half the price the same heads cost half; with four clerks all morning none can be so cheap. With --policy there is no choice."""
    out = tmp_path / "out"
    arguments = ("staff", written(tmp_path, AMONG), "--replications", "20", "--out", str(out))
    ended = in_this_process(*arguments)
    assert ended.code == 0, ended.err
    known = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    baseline, cheap, dear = known["alternatives"]
    assert (known["policy"], known["status"], known["cost"]) == ("cheap", "optimal", cheap["cost"])
    assert cheap["cost"] == pytest.approx(baseline["cost"] / 2)
    assert (dear["status"], dear["bound"]) == ("dearer", 2 * 4 * 4 * 60)  # two days of four hours
    assert f"Plan: {out} (run it with --policy cheap)" in ended.out
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["policies"]) == {"cheap", "plan"}
    alone = in_this_process(*arguments, "--policy", "baseline")
    assert alone.code == 0, alone.err
    again = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    assert (again["policy"], again["cost"]) == ("baseline", baseline["cost"])
    assert "alternatives" not in again
    assert f"Plan: {out}\n" in alone.out


def test_heads_are_shared_out_under_one_policy(tmp_path: Path) -> None:
    refused = in_this_process("staff", written(tmp_path, AMONG), "--share-out", "total")
    assert refused.code == 2
    assert "--share-out is about one policy: name it, such as --policy baseline" in refused.err
