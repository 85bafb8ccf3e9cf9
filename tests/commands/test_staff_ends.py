"""How `counterline staff` ends where there is no plan, no time, no solver, or nothing to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimize import solver
from sim.running.file_set import put_set
from tests.commands.calling import in_this_process
from tests.commands.small_hall import FILES, REPORT, SCENARIO, written

WITHOUT_PLAN = {"certificate.json", "manifest.json"}


def test_no_plan(tmp_path: Path) -> None:
    """Exit code 3 and the reason; what an earlier plan of ours left is gone, the certificate says infeasible."""
    earlier = ("plan.csv", "report.html", "figures/plan.png")
    put_set(tmp_path / "out", dict.fromkeys(earlier, b"an earlier plan\n"))
    ended = in_this_process(
        "staff", written(tmp_path, SCENARIO.replace("most: 4", "most: 1")), "--replications", "20",
        "--out", str(tmp_path / "out"),
    )  # fmt: skip
    assert ended.code == 3
    assert ended.err.startswith("counterline: infeasible: too few heads")
    assert ended.out == f"What is known: {tmp_path / 'out' / 'certificate.json'}\n"
    assert {path.name for path in (tmp_path / "out").iterdir()} == WITHOUT_PLAN
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
    ended = in_this_process("staff", written(tmp_path), *arguments, "--out", str(tmp_path / "out"))
    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_nothing_to_choose(tmp_path: Path) -> None:
    """A scenario without the section is told what to add; nothing is written."""
    text = "".join(line for line in SCENARIO.splitlines(keepends=True) if not line.startswith("staffing"))
    ended = in_this_process("staff", written(tmp_path, text), "--out", str(tmp_path / "out"))
    assert ended.code == 2
    assert "there is nothing to choose, add for example staffing" in ended.err
    assert not any((tmp_path / "out").iterdir())


def test_time_limit(tmp_path: Path) -> None:
    """Whatever was found in a second: exit code 0 with every file, or 3 with the certificate and its manifest, and with the plan where time ended
    in its check; nothing half-written."""
    out = tmp_path / "out"
    ended = in_this_process(
        "staff", written(tmp_path), "--replications", "20", "--time-limit", "1", "--out", str(out)
    )
    status = json.loads((out / "certificate.json").read_text(encoding="utf-8"))["status"]
    assert (ended.code, status) in {(0, "optimal"), (0, "feasible"), (3, "time_limit")}
    unchecked = WITHOUT_PLAN | {"plan.csv", "shifts.csv", "plan.xlsx"}
    there = {path.name for path in out.iterdir()}
    assert there in ([FILES | REPORT] if ended.code == 0 else [WITHOUT_PLAN, unchecked])
    assert "Traceback" not in ended.err


def test_no_solver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to install, and nothing is written."""
    monkeypatch.setattr(solver, "has_highs", lambda: False)
    monkeypatch.setattr(solver.pulp, "listSolvers", lambda **_: [])
    code, _, said = in_this_process("staff", written(tmp_path), "--out", tmp_path / "out")
    assert code == 2
    assert "there is no solver for integer programs: install HiGHS with pip install highspy" in said
    assert not any((tmp_path / "out").iterdir())


def test_killed_solver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that is killed gave no answer: that is said, and nothing is written."""
    killed = tmp_path / "cbc"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    monkeypatch.setattr(solver, "available", lambda: "COIN_CMD")
    monkeypatch.setattr(
        solver.pulp, "getSolver", lambda name, **options: solver.pulp.COIN_CMD(path=str(killed), msg=False)
    )
    code, _, said = in_this_process("staff", written(tmp_path), "--out", tmp_path / "out")
    assert code == 2
    assert "ended without an answer" in said
    assert "Traceback" not in said
    assert not any((tmp_path / "out").iterdir())
