"""Runs over processes, interrupted, and gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import commands.simulate
import sim.running.experiment
from sim.results.result import Result
from tests.commands.calling import Command, process


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


@pytest.mark.parametrize("by", ["SIGTERM", "SIGHUP"])
def test_a_polite_request_or_a_closed_terminal_is_as_ctrl_c(file: Path, tmp_path: Path, by: str) -> None:
    arguments = ("run", file, "--replications", 12, "--workers", 2, "--quiet", "--out", tmp_path / "out")
    code, _, err = process(*arguments, after=2, by=by)
    told = "interrupted after 10 replications; they are written, and the same command goes on"
    assert (code, err) == (130, f"counterline: {told}\n")


def test_a_worker_that_the_system_kills_costs_no_finished_replications(file: Path, tmp_path: Path) -> None:
    """Of four batches of five two are finished when the workers are killed; a sentence says so, and the same command goes on."""
    arguments = ("run", file, "--replications", 20, "--quiet", "--out", tmp_path / "out")
    code, _, err = process(*arguments, "--workers", 2, after=2, by="SIGKILL")
    assert _replications(tmp_path / "out") == {10}
    assert (code, err) == (
        1,
        "counterline: a worker process was killed, as systems do when memory runs out (fewer --workers need less): the run "
        "ended after 10 replications; they are written, and the same command goes on\n",
    )
    assert process(*arguments, "--workers", 2) == (0, "", "")
    assert _replications(tmp_path / "out") == {20}


def _replications(out: Path) -> set[int]:
    """Of how many replications the numbers of contacts are."""
    return set(pd.read_csv(out / "measures.csv").query("measure == 'contacts'")["replications"])


def test_interrupted_comparison_shows_the_replications_that_all_policies_have(
    command: Command,
    file: Path,
    tmp_path: Path,
    written: list[list[Result]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Interrupted when the first policy has all 8 and the second 5; going on, the first has nothing left to simulate."""
    whole = sim.running.experiment.simulate_batches
    calls: list[object] = []

    def until_second(*given: object) -> Iterator[sim.running.experiment.Batch]:
        calls.append(given)
        for number, batch in enumerate(whole(*given)):  # type: ignore[arg-type]
            if number == 1 and len(calls) == 2:
                raise KeyboardInterrupt
            yield batch

    arguments = ("compare", file, "--replications", 8, "--quiet", "--out", tmp_path / "out")
    with monkeypatch.context() as interrupted:
        interrupted.setattr(sim.running.experiment, "LANES", 5)
        interrupted.setattr(sim.running.experiment, "simulate_batches", until_second)
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
    whole = sim.running.experiment.simulate_batches

    def noted(scenario: object, replications: range, *more: object) -> Iterator[sim.running.experiment.Batch]:
        asked.append(replications)
        for number, batch in enumerate(whole(scenario, replications, *more)):  # type: ignore[arg-type]
            if number == 1 and len(asked) == 1:
                raise KeyboardInterrupt
            yield batch

    monkeypatch.setattr(sim.running.experiment, "LANES", 5)
    monkeypatch.setattr(sim.running.experiment, "simulate_batches", noted)
    arguments = ("run", file, "--replications", 8, "--workers", 1, "--quiet", "--out", tmp_path / "out")
    assert command(*arguments).code == 130
    assert command(*arguments).code == 0
    assert asked == [range(8), range(5, 8)]
    assert [result.replications for [result] in written] == [5, 8]


def test_interrupted_before_anything_is_finished_writes_no_table(
    command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_once(*_: object) -> Iterator[sim.running.experiment.Batch]:
        raise KeyboardInterrupt

    monkeypatch.setattr(sim.running.experiment, "simulate_batches", at_once)
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
