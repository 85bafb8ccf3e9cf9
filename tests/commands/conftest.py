"""What tests of commands share: a command called in this process, and a file to call it with."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import commands.simulate
import counterline
import reports.output
from sim.results.result import Result
from tests.commands.calling import Command, SolverResult
from tests.scenarios_for_tests import small

POLICIES = {"policies": {"two": {"pools.clerks.heads": 2}}}


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Runs a command line in this process; figures, which take longer than the rest, only where they are asked for."""
    before = signal.getsignal(signal.SIGTERM)

    def run(*arguments: object, figures: bool = False) -> SolverResult:
        if not figures:
            monkeypatch.setattr(reports.output, "draw_figures", lambda *_: [])
        monkeypatch.setattr(sys, "argv", ["counterline", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            counterline.main()
        return SolverResult(int(ended.value.code or 0), *capsys.readouterr())

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
