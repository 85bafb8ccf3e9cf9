"""What tests of commands share: a command called in this process, and a file to call it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import commands.simulate
import sim.running.experiment
from sim.results.result import Result
from tests.commands.calling import Command, SolverResult, main
from tests.scenarios_for_tests import small

POLICIES = {"policies": {"two": {"pools.clerks.heads": 2}}}


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command line in this process; figures, which take longer than the rest, only where they are asked for."""

    def run(*arguments: object, figures: bool = False) -> SolverResult:
        capsys.readouterr()
        return SolverResult(main(*arguments, figures=figures), *capsys.readouterr())

    return run


@pytest.fixture
def interrupted(command: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command line in this process, in batches of five replications, and breaks it off after two batches as Ctrl-C does."""
    whole = sim.running.experiment.simulate_batches

    def until_third(*given: Any) -> Iterator[sim.running.experiment.Batch]:
        for number, batch in enumerate(whole(*given)):
            if number == 2:
                raise KeyboardInterrupt
            yield batch

    def run(*arguments: object) -> SolverResult:
        with monkeypatch.context() as patched:
            patched.setattr(sim.running.experiment, "LANES", 5)
            patched.setattr(sim.running.experiment, "simulate_batches", until_third)
            return command(*arguments)

    return run


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
