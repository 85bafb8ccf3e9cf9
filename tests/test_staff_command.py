"""`counterline staff`, as a planner calls it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import counterline as counterline_module
from optimize import solver

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = """\
name: North hall
calendar: {start: 2024-01-01, days: 2, hours: [08:00-12:00], interval: 1 h}
services: {pay: {share: 100 %, handle_time: {exponential: {mean: 6 min}}}}
halls: {north: {arrivals: {per_day: 40, profile: profile.csv}, pools: [clerks]}}
pools: {clerks: {works_at: counter, heads: 2, cost: 60 yuan/h}}
targets: [{measure: wait_mean, at_most: 6 min}]
staffing: {pools: {clerks: {most: 4, block: 2 h}}}
"""
PROFILE = "start,end,weight\n08:00,09:00,1\n09:00,10:00,3\n10:00,12:00,2\n"
FILES = {"plan.csv", "shifts.csv", "plan.xlsx", "certificate.json", "measures.csv"}
REPORT = {"report.html", "comparison.csv", "manifest.json", "requirements.csv", "figures"}


def counterline(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run(
        [sys.executable, str(ROOT / "counterline.py"), *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment},
        check=False,
        timeout=300,
    )


def written(folder: Path, text: str = SCENARIO) -> str:
    """The scenario in a folder."""
    (folder / "north.yaml").write_text(text, encoding="utf-8")
    (folder / "profile.csv").write_text(PROFILE, encoding="utf-8")
    return str(folder / "north.yaml")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan in `out`."""
    folder = tmp_path_factory.mktemp("staff")
    ended = counterline("staff", written(folder), "--replications", "20", "--out", str(folder / "out"))
    assert ended.returncode == 0, ended.stderr
    assert "optimal" in ended.stdout
    assert ended.stderr == ""
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_files(done: Path) -> None:
    """All of them, and nothing half-written beside them."""
    assert {path.name for path in (done / "out").iterdir()} == FILES | REPORT


TWO_HALLS = SCENARIO.replace(
    "halls: {north:",
    "halls: {south: {arrivals: {per_day: 20, profile: profile.csv}, pools: [others]}, north:",
).replace(
    "pools: {clerks: {works_at",
    "pools: {others: {works_at: counter, heads: 1, cost: 60 yuan/h}, clerks: {works_at",
)


def test_heads_shared_out(tmp_path: Path) -> None:
    """All heads are in the plan, in both halls; the targets are reported, and no bound is claimed; other words are refused."""
    pools = "{total: 4, pools: {clerks: {least: 1, most: 4}, others: {least: 1, most: 4}}}"
    text = TWO_HALLS.replace("{pools: {clerks: {most: 4, block: 2 h}}}", pools)
    out = tmp_path / "out"
    options = ("--share-out", "worst", "--replications", "5", "--out", str(out))
    ended = counterline("staff", written(tmp_path, text), *options)
    assert ended.returncode == 0, ended.stderr
    known = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    assert sum(known["shared_out"]["heads"].values()) == 4
    assert (known["method"], known["bound"], known["gap"]) == ("share-out", None, None)
    assert [target["scope"] for target in known["targets"]] == ["all"]
    assert {path.name for path in out.iterdir()} == FILES | REPORT
    assert {row["policy"] for row in rows(out / "measures.csv")} == {"plan"}
    refused = counterline("staff", written(tmp_path, text), "--share-out", "best")
    assert (refused.returncode, "write total or worst" in refused.stderr) == (2, True)


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
    assert certificate["cost"] == pytest.approx(heads * 120)  # blocks of two hours at 60 yuan


def test_shifts_are_the_plan(done: Path) -> None:
    """The same heads, and costs that add up to that of the certificate."""
    plan, shifts = rows(done / "out" / "plan.csv"), rows(done / "out" / "shifts.csv")
    on_duty = {(row["date"], row["start"]): int(row["heads"]) for row in plan if row["heads"] != "0"}
    assert {(row["date"], row["start"]): int(row["people"]) for row in shifts} == on_duty
    certificate = json.loads((done / "out" / "certificate.json").read_text(encoding="utf-8"))
    assert sum(float(row["cost"]) for row in shifts) == pytest.approx(certificate["cost"])


def test_workbook(done: Path) -> None:
    """One sheet a pool, two days across, two blocks down, totals as formulas; no clock time in it."""
    book = load_workbook(done / "out" / "plan.xlsx")
    assert book.sheetnames == ["clerks"]
    sheet = book["clerks"]
    assert [cell.value for cell in sheet[1]] == [
        "Time",
        "Break",
        "Hours",
        "mon 2024-01-01",
        "tue 2024-01-02",
        "Total",
    ]
    heads = [int(row["heads"]) for row in rows(done / "out" / "plan.csv")]
    assert [[cell.value for cell in row] for row in sheet["D2:E3"]] == [
        [heads[0], heads[2]],
        [heads[1], heads[3]],
    ]
    assert sheet["F2"].value == "=SUM(D2:E2)"
    assert sheet["D4"].value == "=SUMPRODUCT($C2:$C3,D2:D3)"
    with ZipFile(done / "out" / "plan.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_workbook_and_page_in_chinese(done: Path) -> None:
    ended = counterline(
        "staff", str(done / "north.yaml"), "--replications", "20", "--quiet", "--language", "zh",
        "--out", str(done / "chinese"),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    sheet = load_workbook(done / "chinese" / "plan.xlsx")["clerks"]
    headings = ["时段", "休息", "小时", "周一 2024-01-01", "周二 2024-01-02", "合计"]
    assert [cell.value for cell in sheet[1]] == headings
    assert sheet["A4"].value == "总工时（小时）"
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
    ended = counterline(
        "run", str(done / "north.yaml"), "--plan", str(done / "out" / "plan.csv"), "--replications", "5",
        "--quiet", "--out", str(done / "run"),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    heads = sum(int(row["heads"]) for row in rows(done / "out" / "plan.csv"))
    (measured,) = (
        row
        for row in rows(done / "run" / "measures.csv")
        if (row["measure"], row["scope"], row["period"]) == ("heads_on_duty", "all", "all")
    )
    assert float(measured["mean"]) == pytest.approx(heads * 120 / (2 * 240))


def test_the_same_plan_is_the_same_bytes(done: Path) -> None:
    ended = counterline(
        "staff", str(done / "north.yaml"), "--replications", "20", "--quiet", "--out", str(done / "again")
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    for name in FILES | REPORT - {"figures"}:
        assert (done / "again" / name).read_bytes() == (done / "out" / name).read_bytes()


def test_two_step(done: Path) -> None:
    """The other method has a plan too, with the same kinds of files; it is no cheaper."""
    out = str(done / "two-step")
    ended = counterline(
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
    assert ended.returncode == 0, ended.stderr
    cuts = json.loads((done / "out" / "certificate.json").read_text(encoding="utf-8"))
    assert json.loads(ended.stdout)["cost"] >= cuts["cost"]


def test_requirements_by_simulation(tmp_path: Path) -> None:
    """With one clerk the peak hour's queue grows from twice as many customers as can be served: simulation requires more there, as
    closed forms do, and the plan has them. Every interval of both days stands in the table, without rate and load, which belong to
    closed forms. Only halls have such requirements, and other words are refused."""
    out, path = tmp_path / "out", written(tmp_path)
    options = ("--method", "two-step", "--requirements", "simulation", "--replications", "20", "--quiet")
    ended = counterline("staff", path, *options, "--out", str(out))
    assert ended.returncode == 0, ended.stderr
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
    refused = counterline("staff", path, "--requirements", "guess")
    assert (refused.returncode, "write sipp, max" in refused.stderr) == (2, True)


def test_no_plan(tmp_path: Path) -> None:
    """Exit code 3 and the reason; what an earlier plan left is gone, the certificate says infeasible."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "figures").mkdir()
    for name in ("plan.csv", "report.html", "figures/plan.png"):
        (tmp_path / "out" / name).write_text("an earlier plan\n")
    ended = counterline(
        "staff", written(tmp_path, SCENARIO.replace("most: 4", "most: 1")), "--replications", "20",
        "--out", str(tmp_path / "out"),
    )  # fmt: skip
    assert ended.returncode == 3
    assert ended.stderr.startswith("counterline: infeasible: too few heads")
    assert ended.stdout == f"What is known: {tmp_path / 'out' / 'certificate.json'}\n"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"certificate.json"}
    certificate = json.loads((tmp_path / "out" / "certificate.json").read_text(encoding="utf-8"))
    assert (certificate["status"], certificate["cost"], certificate["targets"]) == ("infeasible", None, [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--method", "guess"], "counterline: --method 'guess' is unknown, write cuts or two-step\n"),
        (
            ["--method", "bar", "--requirements", "foo", "--share-out", "baz", "--language", "fr"],
            "counterline: --method 'bar' is unknown, write cuts or two-step\n"
            "counterline: --requirements 'foo' is unknown, write sipp, max, lag, mol, square_root or simulation\n"
            "counterline: --share-out 'baz' is unknown, write total or worst\n"
            "counterline: --language 'fr' is unknown, write en or zh\n",
        ),
        (["--policy", "nobody"], "has no policy"),
        (["--language", "fr"], "counterline: --language 'fr' is unknown, write en or zh\n"),
    ],
)
def test_bad_usage(tmp_path: Path, arguments: list[str], said: str) -> None:
    ended = counterline("staff", written(tmp_path), *arguments, "--out", str(tmp_path / "out"))
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_nothing_to_choose(tmp_path: Path) -> None:
    """A scenario without the section is told what to add; nothing is written."""
    text = "".join(line for line in SCENARIO.splitlines(keepends=True) if not line.startswith("staffing"))
    ended = counterline("staff", written(tmp_path, text), "--out", str(tmp_path / "out"))
    assert ended.returncode == 2
    assert "there is nothing to choose, add for example staffing" in ended.stderr
    assert not any((tmp_path / "out").iterdir())


def test_why(tmp_path: Path) -> None:
    """The certificate says what binds, what a head changes, other demand, and cost by threshold; so does the terminal."""
    ended = counterline(
        "staff", written(tmp_path), "--replications", "20", "--why", "--out", str(tmp_path / "out")
    )
    assert ended.returncode == 0, ended.stderr
    account = json.loads((tmp_path / "out" / "certificate.json").read_text(encoding="utf-8"))["why"]
    assert {"binding", "one_head", "one_absent", "demand", "frontier"} <= set(account)
    assert [effect["what"] for effect in account["demand"]] == [
        f"{part} % of the customers" for part in (80, 90, 110, 120)
    ]
    assert "110 % of the" in ended.stdout
    assert "threshold" in ended.stdout


AMONG = (
    SCENARIO.replace("staffing: {", "staffing: {policies: [baseline, cheap, dear], ")
    + """\
policies:
  cheap: {pools.clerks.cost: 30 yuan/h}
  dear: {staffing.pools.clerks.least: 4}
"""
)


def test_the_cheapest_of_some_policies(tmp_path: Path) -> None:
    """At half the price the same heads cost half; with four clerks all morning none can be so cheap. With --policy there is no choice."""
    out = tmp_path / "out"
    arguments = ("staff", written(tmp_path, AMONG), "--replications", "20", "--out", str(out))
    ended = counterline(*arguments)
    assert ended.returncode == 0, ended.stderr
    known = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    baseline, cheap, dear = known["alternatives"]
    assert (known["policy"], known["status"], known["cost"]) == ("cheap", "optimal", cheap["cost"])
    assert cheap["cost"] == pytest.approx(baseline["cost"] / 2)
    assert (dear["status"], dear["bound"]) == ("dearer", 2 * 4 * 4 * 60)  # two days of four hours
    assert f"Plan: {out} (run it with --policy cheap)" in ended.stdout
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["policies"]) == {"cheap", "plan"}
    alone = counterline(*arguments, "--policy", "baseline")
    assert alone.returncode == 0, alone.stderr
    again = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    assert (again["policy"], again["cost"]) == ("baseline", baseline["cost"])
    assert "alternatives" not in again
    assert f"Plan: {out}\n" in alone.stdout


def test_heads_are_shared_out_under_one_policy(tmp_path: Path) -> None:
    refused = counterline("staff", written(tmp_path, AMONG), "--share-out", "total")
    assert refused.returncode == 2
    assert "--share-out is about one policy: name it, such as --policy baseline" in refused.stderr


def test_time_limit(tmp_path: Path) -> None:
    """Whatever was found in a second: exit code 0 with every file, or 3 with the certificate alone; nothing half-written."""
    out = tmp_path / "out"
    ended = counterline(
        "staff", written(tmp_path), "--replications", "20", "--time-limit", "1", "--out", str(out)
    )
    status = json.loads((out / "certificate.json").read_text(encoding="utf-8"))["status"]
    assert (ended.returncode, status) in {(0, "optimal"), (0, "feasible"), (3, "time_limit")}
    assert {path.name for path in out.iterdir()} == (
        FILES | REPORT if ended.returncode == 0 else {"certificate.json"}
    )
    assert "Traceback" not in ended.stderr


def _called(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str]:
    """Exit code and stderr of the program in this process."""
    monkeypatch.setattr(sys, "argv", ["counterline", *arguments])
    with pytest.raises(SystemExit) as ended:
        counterline_module.main()
    return int(ended.value.code or 0), capsys.readouterr().err


def test_no_solver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said what to install, and nothing is written."""
    monkeypatch.setattr(solver, "has_highs", lambda: False)
    monkeypatch.setattr(solver.pulp, "listSolvers", lambda **_: [])
    code, said = _called(monkeypatch, capsys, "staff", written(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 2
    assert "there is no solver for integer programs: install HiGHS with pip install highspy" in said
    assert not any((tmp_path / "out").iterdir())


def test_killed_solver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A solver that is killed gave no answer: that is said, and nothing is written."""
    killed = tmp_path / "cbc"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    monkeypatch.setattr(solver, "has_highs", lambda: False)
    monkeypatch.setattr(
        solver.pulp, "getSolver", lambda name, **options: solver.pulp.COIN_CMD(path=str(killed), msg=False)
    )
    code, said = _called(monkeypatch, capsys, "staff", written(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 2
    assert "ended without an answer" in said
    assert "Traceback" not in said
    assert not any((tmp_path / "out").iterdir())
