"""Standard output is what a command was asked for, byte for byte, whatever compiled libraries print past Python.

Every command is a process of its own here, whose standard output is read as the system has it. One of each kind begins from nothing, and one
of those draws figures; the others are copies of a process that has imported everything.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.scenario import bundled
from sim.scenario.reference import json_schema
from tests.commands import test_roster as people
from tests.commands.calling import Command, counterline, from_nothing
from tests.commands.small_hall import SCENARIO, written

FEW = ("--replications", "4")
TWO = SCENARIO + "policies: {one_more: {pools.clerks.heads: 3}}\n"


def as_json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def test_list(tmp_path: Path) -> None:
    ended = from_nothing("list", "--json", figures=True)
    assert (ended.code, ended.err, list(json.loads(ended.out))) == (0, "", list(bundled()))
    assert ended.out == as_json(json.loads(ended.out))


def test_validate_and_schema(tmp_path: Path) -> None:
    assert from_nothing("validate", written(tmp_path), figures=True) == (0, "ok\n", "")
    assert from_nothing("schema", figures=True) == (0, as_json(json_schema()), "")


@pytest.mark.parametrize(("command", "program"), [("run", from_nothing), ("compare", counterline)])
def test_run_and_compare(tmp_path: Path, command: str, program: Command) -> None:
    """Nothing with --quiet; with --json one document, and where the report is on standard error."""
    arguments = (command, written(tmp_path, TWO), *FEW, "--workers", "2", "--out", str(tmp_path / "out"))
    assert counterline(*arguments, "--quiet") == (0, "", "")
    ended = program(*arguments, "--json", figures=program is from_nothing)
    assert (ended.code, ended.err) == (0, f"Report: {tmp_path / 'out' / 'report.html'}\n")
    assert ended.out == as_json(json.loads(ended.out))


def test_staff(tmp_path: Path) -> None:
    """A search with integer programs: nothing with --quiet; with --json the certificate as its file has it."""
    arguments = ("staff", written(tmp_path), "--replications", "10", "--out", str(tmp_path / "out"))
    assert counterline(*arguments, "--quiet") == (0, "", "")
    certificate = (tmp_path / "out" / "certificate.json").read_text(encoding="utf-8")
    assert from_nothing(*arguments, "--json") == (0, certificate, "")


def test_staff_with_a_roster_for_given_shifts(tmp_path: Path) -> None:
    """The solver at work on a roster: with --json what `roster.json` has."""
    shifts = tmp_path / "shifts.csv"
    shifts.write_text(
        "pool,date,type,start,end,pause_start,pause_end,people,cost\nclerks,2024-01-01,full,08:00,12:00,,,1,240\n"
    )
    arguments = ("staff", people.written(tmp_path), "--shifts", shifts, "--out", str(tmp_path / "out"))
    assert counterline(*arguments, "--quiet") == (0, "", "")
    roster = (tmp_path / "out" / "roster.json").read_text(encoding="utf-8")
    assert counterline(*arguments, "--json") == (0, roster, "")
