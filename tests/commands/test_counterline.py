"""Commands that simulate nothing, and how the program ends."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.calling import ROOT, Command, process
from tests.scenarios_for_tests import small


def test_list_names_each_bundled_scenario_on_a_line(command: Command) -> None:
    code, out, _ = command("list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [
        path.stem for path in sorted((ROOT / "scenarios").glob("*.yaml"))
    ]


def test_list_as_json_gives_names_and_titles(command: Command) -> None:
    assert json.loads(command("list", "--json").out)["lecong_hall"] == "Lecong service hall, billing peak"


def test_validate_says_ok(command: Command, file: Path) -> None:
    assert command("validate", file) == (0, "ok\n", "")


def test_validate_says_why_staff_would_refuse_what_can_be_run(command: Command, tmp_path: Path) -> None:
    """The worst half-hour of a comparison is none of those of the halls; a whole horizon could be compared."""
    path = tmp_path / "compared.yaml"
    text = (ROOT / "scenarios" / "shunde_halls.yaml").read_text(encoding="utf-8")
    first = "\n  - {measure: wait_mean"
    gap = "\n  - {measure: gap_wait_mean, scope: hall, period: all, at_most: 5 min}"
    (tmp_path / "tables").mkdir()
    profile = ROOT / "scenarios" / "tables" / "lecong_profile.csv"
    (tmp_path / "tables" / "lecong_profile.csv").write_bytes(profile.read_bytes())
    path.write_text(text.replace(first, gap + first, 1), encoding="utf-8")
    assert command("validate", path) == (0, "ok\n", "")
    path.write_text(
        text.replace(first, gap.replace("period: all", "period: peak") + first, 1), encoding="utf-8"
    )
    code, out, err = command("validate", path)
    assert (code, out) == (0, "ok\n")
    assert err.startswith(
        f"{path}: counterline staff would refuse it: gap_wait_mean: more heads in one place may break it"
    )


def test_validate_warns_and_with_strict_ends_with_2() -> None:
    path = small({"calendar.closed": ["2030-01-01"]}).source.path
    ended = process("validate", path)
    assert (ended.code, ended.out) == (0, "ok\n")
    assert ended.err.startswith(f"warning: {path}:")
    assert ended.err.endswith("closes nothing: is the year right?\n")
    strict = process("validate", path, "--strict")
    assert (strict.code, strict.out) == (2, "")
    assert strict.err == f"{ended.err}counterline: with --strict, warnings are errors\n"


def test_validate_prints_every_problem_on_stderr_and_ends_with_2(command: Command, tmp_path: Path) -> None:
    """Two problems, each with file and line; nothing on stdout, no traceback."""
    path = tmp_path / "broken.yaml"
    text = (ROOT / "scenarios" / "lecong_hall.yaml").read_text(encoding="utf-8")
    wrong = text.replace("quick: 60 %", "quikc: 60 %").replace("days: 6 ", "days: 0 ")
    path.write_text(wrong.replace("tables/", ""), encoding="utf-8")
    profile = ROOT / "scenarios" / "tables" / "lecong_profile.csv"
    (tmp_path / "lecong_profile.csv").write_bytes(profile.read_bytes())
    code, out, err = command("validate", path)
    assert (code, out) == (2, "")
    line_of = {
        word: number
        for number, line in enumerate(wrong.splitlines(), 1)
        for word in line.split()
        if ":" in word
    }
    first, second = err.splitlines()
    assert first.startswith(f"{path}:{line_of['days:']}: calendar.days = 0: ")
    assert second.startswith(f"{path}:{line_of['quikc:']}: services.bill_query.quikc")
    assert "quick" in second


def test_schema_is_a_json_schema_of_scenario_files(command: Command) -> None:
    code, out, _ = command("schema")
    schema = json.loads(out)
    assert code == 0
    assert schema["type"] == "object"
    assert {"name", "calendar", "pools"} <= set(schema["required"])
    assert {"halls", "centres", "offices", "services"} <= set(
        schema["properties"]
    )  # one place at least; an office alone needs no services


def test_without_a_command_the_help_is_shown(command: Command) -> None:
    ended = command()
    assert all(name in ended.out + ended.err for name in ("list", "validate", "schema", "run", "compare"))


def test_a_process_ends_with_the_code_and_no_traceback() -> None:
    """The same through a real process: code 2, one line."""
    ended = process("validate", "no_such.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("no_such.yaml:1: ")
    assert len(ended.err.splitlines()) == 1
