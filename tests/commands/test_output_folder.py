"""The output folder: what is left alone in it, which folders are refused, and one run at a time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.running.experiment
from tests.commands.calling import ROOT, Command, process
from tests.commands.small_hall import SCENARIO
from tests.commands.small_hall import written as written_in

MINE = (
    "unfinished/thesis.txt",
    "figures/targets_old.svg",
    "figures/waits_over_day_of_2023.png",
    "comparison.csv",
)
RUN = ("--replications", 2, "--workers", 1, "--quiet")


def test_a_finished_run_leaves_what_it_did_not_write(command: Command, file: Path, tmp_path: Path) -> None:
    """Files with names much like those of a run's; a second run removes nothing of them either."""
    for name in MINE:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    for _ in range(2):
        assert command("run", file, *RUN, "--out", tmp_path).code == 0
    assert [(tmp_path / name).read_text() for name in MINE] == ["mine"] * 4


def test_what_an_earlier_run_wrote_goes(command: Command, file: Path, tmp_path: Path) -> None:
    """A run after a comparison: of the files, only those of the run are there."""
    assert command("compare", file, *RUN, "--records", "--out", tmp_path).code == 0
    assert {"comparison.csv", "contacts.parquet"} <= {path.name for path in tmp_path.iterdir()}
    assert command("run", file, *RUN, "--out", tmp_path).code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"measures.csv", "report.html", "manifest.json"}


def test_staff_leaves_a_roster_that_it_did_not_write(command: Command, tmp_path: Path) -> None:
    """Twenty come between nine and ten, of whom one clerk serves ten: there is no plan, and was no roster."""
    path = written_in(tmp_path, SCENARIO.replace("most: 4", "most: 1"))
    out = tmp_path / "out"
    out.mkdir()
    for name in ("roster.csv", "plan.csv", "requirements.csv"):
        (out / name).write_text("mine")
    assert command("staff", path, "--replications", 2, "--quiet", "--out", out).code == 3
    assert {each.name: each.read_text() for each in out.glob("*.csv")} == {
        "roster.csv": "mine", "plan.csv": "mine", "requirements.csv": "mine",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["unfinished", "figures"])
def test_a_link_in_place_of_a_folder_is_refused(
    command: Command, file: Path, tmp_path: Path, name: str
) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    for folder in (out, elsewhere):
        folder.mkdir()
    (elsewhere / "thesis.txt").write_text("mine")
    (out / name).symlink_to(elsewhere)
    code, _, err = command("run", file, *RUN, "--out", out)
    assert code == 2
    assert f"{name} in it is a link, which is not followed" in err
    assert [path.name for path in elsewhere.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("name", ["run", "compare", "staff"])
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_name_is_refused(
    command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, empty: str
) -> None:
    """It would be the folder that one is in."""
    monkeypatch.chdir(tmp_path)
    code, _, err = command(name, file, "--out", empty)
    assert (code, err) == (
        2, f"counterline: --out '{empty}': is empty, name a folder, such as --out out/north\n",
    )  # fmt: skip
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("out", "held"),
    [(".", "north.yaml"), ("tables", "profile.csv"), ("plans/figures", "plan.csv"), ("plans", "plan.csv")],
)
def test_a_folder_that_holds_an_input_is_refused(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, held: str
) -> None:
    """The scenario, a table, a plan; and a plan where the figures would be written."""
    monkeypatch.chdir(tmp_path)
    path = written_in(tmp_path, SCENARIO.replace("profile.csv", "tables/profile.csv"))
    for folder in ("tables", "plans/figures"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "profile.csv").rename(tmp_path / "tables" / "profile.csv")
    rows = "".join(f"clerks,{day},08:00,12:00,2\n" for day in ("2024-01-01", "2024-01-02"))
    (tmp_path / "plans" / "figures" / "plan.csv").write_text(f"pool,date,start,end,heads\n{rows}")
    before = sorted(tmp_path.rglob("*"))
    code, _, err = command("run", path, "--plan", "plans/figures/plan.csv", *RUN, "--out", out)
    assert code == 2
    assert f"--out {out}: holds {held}, which this run reads and could overwrite" in err
    assert sorted(tmp_path.rglob("*")) == before


def test_an_existing_roster_is_an_input(command: Command, tmp_path: Path) -> None:
    """`staff` would write its own over it."""
    before = "staffing: {pools: {clerks: {most: 4, block: 2 h}}}"
    shifts = "shift_types: {full: {earliest: 08:00, lengths: [4 h]}}"
    people = "roster: {people: people.csv, existing: out/roster.csv}"
    text = SCENARIO.replace(before, f"staffing: {{pools: {{clerks: {{most: 4, {shifts}}}}}, {people}}}")
    path = written_in(tmp_path, text)
    (tmp_path / "people.csv").write_text("name,pools,most_hours\nAn,clerks,40\n")
    (tmp_path / "out").mkdir()
    roster = "name,date,pool,type,start,end,pause_start,pause_end\nAn,2024-01-01,clerks,early,08:00,12:00,,\n"
    (tmp_path / "out" / "roster.csv").write_text(roster)
    code, _, err = command("staff", path, "--replications", 2, "--out", tmp_path / "out")
    assert code == 2
    assert "holds roster.csv, which this run reads and could overwrite" in err
    assert (tmp_path / "out" / "roster.csv").read_text() == roster


def test_a_manifest_of_another_program_is_refused(command: Command, file: Path, tmp_path: Path) -> None:
    """Before anything is simulated."""
    (tmp_path / "manifest.json").write_text('{"name": "a web application"}')
    code, _, err = command("run", file, *RUN, "--out", tmp_path)
    assert code == 2
    assert "manifest.json: is there already, and is not Counterline's" in err
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


HOLD = """
import sys, time
from pathlib import Path
from commands.folder_lock import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(100)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of `out`."""
    (tmp_path / "out").mkdir()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        yield other
        other.kill()


def test_a_second_run_into_one_folder_is_refused(
    command: Command,
    file: Path,
    tmp_path: Path,
    holder: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While another process writes, and no longer once that was killed, however suddenly."""
    with monkeypatch.context() as idle:
        idle.setattr(sim.running.experiment, "simulate_batches", lambda *_: pytest.fail("simulated"))
        code, out, err = command("run", file, *RUN, "--out", tmp_path / "out")
    said = "another run is writing into this folder: wait for it, or name another folder"
    assert (code, out, err) == (2, "", f"counterline: --out {tmp_path / 'out'}: {said}\n")
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (tmp_path / "out" / ".counterline.lock").exists()
    assert command("run", file, *RUN, "--out", tmp_path / "out").code == 0
    assert not (tmp_path / "out" / ".counterline.lock").exists()


def test_a_link_in_place_of_the_lock_is_not_followed(command: Command, file: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".counterline.lock").symlink_to(tmp_path / "mine")
    code, _, err = command("run", file, *RUN, "--out", tmp_path / "out")
    assert (code, ".counterline.lock" in err) == (2, True)
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize(
    "harm",
    ["forged", *(pytest.param(each, marks=pytest.mark.slow) for each in ("cut", "empty", "not listed"))],
)
def test_a_checkpoint_that_is_not_as_it_was_written_is_made_anew(
    command: Command, interrupted: Command, file: Path, tmp_path: Path, harm: str
) -> None:
    """One with the numbers of another seed, a cut one, an empty one, and one that no manifest knows: the same measures in the end."""
    arguments = ("run", file, "--replications", 12, "--quiet", "--workers", 1)
    assert command(*arguments, "--out", tmp_path / "whole").code == 0
    for seed in (1, 2):
        assert interrupted(*arguments, "--seed", seed, "--out", tmp_path / f"{seed}").code == 130
    (kept,) = (tmp_path / "1" / "unfinished").iterdir()
    (other,) = (tmp_path / "2" / "unfinished").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(
        {"forged": other.read_bytes(), "cut": whole[:100], "empty": b"", "not listed": whole}[harm]
    )
    if harm == "not listed":
        (tmp_path / "1" / "manifest.json").unlink()
    code, _, err = process(*arguments[:4], "--workers", 1, "--out", tmp_path / "1")
    assert code == 0
    assert f"{kept} is not as Counterline wrote it: its replications are simulated anew" in err
    assert (tmp_path / "1" / "measures.csv").read_bytes() == (
        tmp_path / "whole" / "measures.csv"
    ).read_bytes()


def test_what_is_kept_after_an_interruption_is_listed(
    interrupted: Command, file: Path, tmp_path: Path
) -> None:
    """So that the run that goes on removes it."""
    assert interrupted("run", file, "--replications", 12, "--quiet", "--out", tmp_path).code == 130
    known = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    (kept,) = (tmp_path / "unfinished").iterdir()
    assert known["interrupted"] is True
    assert set(known["written"]) == {"measures.csv", "report.html", f"unfinished/{kept.name}"}
