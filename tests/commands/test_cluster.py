"""`--cluster`: the same files as without it, an interrupted run that goes on, and clusters that cannot be used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.running.experiment
from sim.running import candidates
from tests.commands.calling import Command
from tests.commands.small_hall import written


@pytest.mark.parametrize("asked", [("run",), ("compare",)])
def test_files_are_those_of_this_machine_alone(
    command: Command, file: Path, tmp_path: Path, cluster_address: str, asked: tuple[str]
) -> None:
    arguments = (*asked, file, "--replications", 6, "--engine", "simpy", "--quiet", "--out")
    assert command(*arguments, tmp_path / "one", "--workers", 1) == (0, "", "")
    assert command(*arguments, tmp_path / "two", "--cluster", cluster_address) == (0, "", "")
    for path in (tmp_path / "one").glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_a_plan_is_that_of_this_machine_alone(
    command: Command, tmp_path: Path, cluster_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However little there is to simulate, the cluster does it."""
    arguments = ("staff", written(tmp_path), "--replications", 4, "--quiet", "--out")
    code, *_ = command(*arguments, tmp_path / "one")
    monkeypatch.setattr(candidates, "WORTH", 1)
    assert command(*arguments, tmp_path / "two", "--cluster", cluster_address).code == code
    for name in ("plan.csv", "certificate.json", "measures.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_an_interrupted_run_goes_on(
    command: Command, file: Path, tmp_path: Path, cluster_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after two of the blocks of two replications; what is finished is not done again."""
    monkeypatch.setattr(sim.running.experiment, "LANES", 2)
    whole = sim.running.experiment.simulate_batches
    begun: list[int] = []

    def until_third(
        scenario: object, replications: range, *given: object
    ) -> Iterator[sim.running.experiment.Batch]:
        begun.append(replications.start)
        for number, batch in enumerate(whole(scenario, replications, *given)):  # type: ignore[arg-type]
            if number == 2 and len(begun) == 1:
                raise KeyboardInterrupt
            yield batch

    monkeypatch.setattr(sim.running.experiment, "simulate_batches", until_third)
    arguments = ("run", file, "--replications", 8, "--quiet", "--out")
    told = "counterline: interrupted after 4 replications; they are written, and the same command goes on\n"
    assert command(*arguments, tmp_path / "two", "--cluster", cluster_address) == (130, "", told)
    assert command(*arguments, tmp_path / "two", "--cluster", cluster_address) == (0, "", "")
    assert begun == [0, 4]
    assert command(*arguments, tmp_path / "one", "--workers", 1).code == 0
    assert (tmp_path / "two" / "measures.csv").read_bytes() == (
        tmp_path / "one" / "measures.csv"
    ).read_bytes()


@pytest.mark.parametrize("asked", ["run", "compare", "staff"])
def test_a_scheduler_that_cannot_be_reached(command: Command, file: Path, tmp_path: Path, asked: str) -> None:
    code, out, err = command(asked, file, "--cluster", "tcp://127.0.0.1:9", "--out", tmp_path / "out")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(
        "counterline: --cluster tcp://127.0.0.1:9: the scheduler of the cluster cannot be reached"
    )
    assert not (tmp_path / "out").exists()


def test_without_dask(command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    told = "counterline: --cluster tcp://h:1: a cluster needs Dask, which is not installed: pip install 'dask[distributed]'\n"
    assert command("run", file, "--cluster", "tcp://h:1", "--out", tmp_path) == (2, "", told)


def test_workers_or_a_cluster(command: Command, file: Path, tmp_path: Path) -> None:
    told = "counterline: give either --workers or --cluster: a cluster has workers of its own\n"
    asked = ("run", file, "--workers", 2, "--cluster", "tcp://h:1", "--out", tmp_path)
    assert command(*asked) == (2, "", told)
