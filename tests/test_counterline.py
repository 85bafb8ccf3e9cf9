"""The command line as a user meets it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

import commands.simulate
import counterline
import reports.output
import reports.plots.style
import sim.experiment
from sim.result import Result
from tests.scenarios_for_tests import small
from tests.test_staff_command import SCENARIO
from tests.test_staff_command import written as written_in

ROOT = Path(__file__).resolve().parents[1]

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

POLICIES = {"policies": {"two": {"pools.clerks.heads": 2}}}


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Runs a command line in this process; figures, which take longer than the rest, only where they are asked for."""
    before = signal.getsignal(signal.SIGTERM)

    def run(*arguments: object, figures: bool = False) -> Ended:
        if not figures:
            monkeypatch.setattr(reports.output, "draw_figures", lambda *_: [])
        monkeypatch.setattr(sys, "argv", ["counterline", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            counterline.main()
        return Ended(int(ended.value.code or 0), *capsys.readouterr())

    yield run
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def file() -> Path:
    """A scenario file with one clerk, and a policy with two."""
    return small(POLICIES).source.path


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[list[Result]]:
    """The results that commands hand over to be written; nothing is."""
    results: list[list[Result]] = []
    monkeypatch.setattr(commands.simulate, "write_outputs", lambda these, *_: results.append(these))
    return results


def process(*arguments: object, after: int = 0) -> Ended:
    """Runs a command line in a process group of its own; see ``interrupted_run.py``."""
    script = Path(__file__).with_name("interrupted_run.py")
    ran = subprocess.run(
        [sys.executable, str(script), str(after), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    return Ended(ran.returncode, ran.stdout, ran.stderr)


# -- without simulation -------------------------------------------------------------------------------------------------


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
    assert {"name", "calendar", "services", "pools"} <= set(schema["required"])
    assert {"halls", "centres"} <= set(schema["properties"])  # one of them, or both


def test_without_a_command_the_help_is_shown(command: Command) -> None:
    ended = command()
    assert all(name in ended.out + ended.err for name in ("list", "validate", "schema", "run", "compare"))


# -- refused ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "installed", "warned"), [("zh", 1, True), ("zh", 2, False), ("en", 1, False)]
)
def test_boxes_for_chinese_in_pictures_are_told(
    command: Command,
    file: Path,
    tmp_path: Path,
    written: list[list[Result]],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    installed: int,
    warned: bool,
) -> None:
    """Where no font but the usual one is found."""
    monkeypatch.setattr(reports.plots.style, "font_families", lambda: ["a font"] * installed)
    arguments = ("--replications", "1", "--language", language, "--quiet", "--out", str(tmp_path / "out"))
    code, _, err = command("run", str(file), *arguments)
    assert (code, "no font with Chinese" in err) == (0, warned)


def test_where_no_picture_is_drawn_nothing_is_said_of_boxes(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty come between nine and ten, of whom one clerk serves ten: no plan, so no picture either."""
    monkeypatch.setattr(reports.plots.style, "font_families", lambda: ["a font"])
    path = written_in(tmp_path, SCENARIO.replace("most: 4", "most: 1"))
    arguments = ("--replications", "20", "--language", "zh", "--quiet", "--out", str(tmp_path / "out"))
    code, _, err = command("staff", path, *arguments)
    assert (code, "no font with Chinese" in err) == (3, False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "lecong_hal"), "did you mean lecong_hall?"),
        (("run", "FILE", "--policy", "tow"), "has no policy 'tow', did you mean two?"),
        (("compare", "FILE", "--policies", "baseline,four"), "has no policy 'four'"),
        (("compare", "FILE", "--policies", "two"), "--policies names at least two different policies"),
        (("compare", "FILE", "--policies", "two,two"), "--policies names at least two different policies"),
        (("compare", "FILE", "--policies", ""), "--policies names at least two different policies"),
        (("run", "FILE", "--replications", "9" * 23), "--replications"),
        (("run", "FILE", "--engine", "fast"), "--engine 'fast' is unknown, write auto, simpy or numpy"),
        (("run", "FILE", "--replications", "-1"), "--replications"),
        (("run", "FILE", "--replications", "0"), "--replications"),
        (("run", "FILE", "--workers", "0"), "--workers"),
        (("run", "FILE", "--seed", "-1"), "--seed"),
        (("run", "FILE", "--precision", "2"), "--precision '2' has no unit, write 2 %"),
        (
            ("run", "FILE", "--precision", "2 %", "--replications", "5"),
            "give either --replications or --precision",
        ),
        (("run", "FILE", "--plan", "none.csv"), "none.csv"),
        (("run", "FILE", "--out", "FILE"), "cannot be written"),
        (("run", "FILE", "--out", "FILE/below"), "cannot be written"),
        (("fly", "FILE"), "fly"),
    ],
)
def test_bad_usage_ends_with_2_and_says_why_on_stderr(
    command: Command,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    """Nothing is simulated and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sim.experiment, "simulate_batches", lambda *_: pytest.fail("simulated"))
    code, out, err = command(*(part.replace("FILE", str(file)) for part in arguments))
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert not list(tmp_path.rglob("*.csv"))


def test_plan_with_an_unknown_pool_is_refused_with_its_line(
    command: Command, file: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("pool,date,start,end,heads\nclerk,2024-01-01,08:00,12:00,2\n", encoding="utf-8")
    code, _, err = command("run", file, "--plan", plan, "--out", tmp_path / "out")
    assert code == 2
    assert f"{plan}:2: pool = clerk: is an unknown pool" in err


def test_a_process_ends_with_the_code_and_no_traceback() -> None:
    """The same through a real process: code 2, one line."""
    ended = process("validate", "no_such.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("no_such.yaml:1: ")
    assert len(ended.err.splitlines()) == 1


# -- run ----------------------------------------------------------------------------------------------------------------


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


# -- compare ------------------------------------------------------------------------------------------------------------


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


# -- workers, interruption ----------------------------------------------------------------------------------------------


def test_interrupted_run_on_two_workers_goes_on_to_the_same_bytes_as_a_whole_one_on_one(
    command: Command, file: Path, tmp_path: Path
) -> None:
    """Ctrl-C after two batches of five replications of 12, on two workers: ten are written.

    The same command goes on, and ends with the files of a run on one worker in one batch that nobody interrupted.
    """
    whole, out = tmp_path / "whole", tmp_path / "out"
    arguments = ("run", file, "--replications", 12, "--quiet")
    assert command(*arguments, "--workers", 1, "--out", whole).code == 0

    code, _, err = process(*arguments, "--workers", 2, "--out", out, after=2)
    assert code == 130
    told = "interrupted after 10 replications; they are written, and the same command goes on"
    assert err == f"counterline: {told}\n"
    assert set(pd.read_csv(out / "measures.csv").query("measure == 'contacts'")["replications"]) == {10}
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["interrupted"] is True
    assert len(list((out / "unfinished").iterdir())) == 1

    assert process(*arguments, "--workers", 2, "--out", out) == (0, "", "")
    assert not (out / "unfinished").exists()
    for name in ("measures.csv", "manifest.json"):
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name


def test_interrupted_comparison_shows_the_replications_that_all_policies_have(
    command: Command,
    file: Path,
    tmp_path: Path,
    written: list[list[Result]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Interrupted when the first policy has all 8 and the second 5; going on, the first has nothing left to simulate."""
    whole = sim.experiment.simulate_batches
    calls: list[object] = []

    def until_second(*given: object) -> Iterator[sim.experiment.Batch]:
        calls.append(given)
        for number, batch in enumerate(whole(*given)):  # type: ignore[arg-type]
            if number == 1 and len(calls) == 2:
                raise KeyboardInterrupt
            yield batch

    arguments = ("compare", file, "--replications", 8, "--quiet", "--out", tmp_path / "out")
    with monkeypatch.context() as interrupted:
        interrupted.setattr(sim.experiment, "LANES", 5)
        interrupted.setattr(sim.experiment, "simulate_batches", until_second)
        assert command(*arguments, "--workers", 1).code == 130
    assert command(*arguments, "--workers", 2).code == 0
    assert [[result.replications for result in results] for results in written] == [[5, 5], [8, 8]]


def test_going_on_simulates_only_what_is_missing(
    command: Command,
    file: Path,
    tmp_path: Path,
    written: list[list[Result]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Interrupted in the second batch of five, the run goes on at replication 5."""
    asked: list[range] = []
    whole = sim.experiment.simulate_batches

    def noted(scenario: object, replications: range, *more: object) -> Iterator[sim.experiment.Batch]:
        asked.append(replications)
        for number, batch in enumerate(whole(scenario, replications, *more)):  # type: ignore[arg-type]
            if number == 1 and len(asked) == 1:
                raise KeyboardInterrupt
            yield batch

    monkeypatch.setattr(sim.experiment, "LANES", 5)
    monkeypatch.setattr(sim.experiment, "simulate_batches", noted)
    arguments = ("run", file, "--replications", 8, "--workers", 1, "--quiet", "--out", tmp_path / "out")
    assert command(*arguments).code == 130
    assert command(*arguments).code == 0
    assert asked == [range(8), range(5, 8)]
    assert [result.replications for [result] in written] == [5, 8]


def test_interrupted_before_anything_is_finished_writes_no_table(
    command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_once(*_: object) -> Iterator[sim.experiment.Batch]:
        raise KeyboardInterrupt

    monkeypatch.setattr(sim.experiment, "simulate_batches", at_once)
    out = tmp_path / "out"
    code, _, err = command("run", file, "--replications", 2, "--out", out)
    assert code == 130
    assert "interrupted before the first batch of replications was finished" in err
    assert "the same command goes on" not in err
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_replications_are_kept_when_the_report_cannot_be_written(
    command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A Ctrl-C or a full disk while the report is made does not cost the simulation."""

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(commands.simulate, "write_outputs", fails)
    out = tmp_path / "out"
    code, _, err = command("run", file, "--replications", 2, "--workers", 1, "--out", out)
    assert code == (130 if isinstance(error, KeyboardInterrupt) else 2)
    assert err.startswith("counterline: ")
    assert len(list((out / "unfinished").iterdir())) == 1
