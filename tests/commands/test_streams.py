"""Standard output and error that are closed, that nobody reads, or that lie on a full disk; and a disk that is full itself."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.calling import ROOT, process

WRITTEN = {"measures.csv", "report.html", "manifest.json"}


@pytest.fixture(params=["", "1"])
def unbuffered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python may have been told not to buffer, as in most containers."""
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)


def shell(line: str, **more: object) -> subprocess.CompletedProcess[str]:
    """A line of the shell, in which COUNTERLINE is the program; where that simulates, without figures."""
    without_figures = f"'{Path(__file__).with_name('interrupted_run.py')}' 0"
    program = without_figures if "COUNTERLINE run" in line else f"'{ROOT / 'counterline.py'}'"
    words = f"'{sys.executable}' {program}"
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.replace('COUNTERLINE', words)}"],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        **more,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize(
    "closed",
    ["2>&-", "<&- >&- 2>&-", *(pytest.param(each, marks=pytest.mark.slow) for each in (">&-", ">&- 2>&-"))],
)
def test_closed_streams_cost_words_alone(file: Path, tmp_path: Path, closed: str) -> None:
    """Every file is written and whole, none has what was to be printed, and the exit code is 0; no traceback on what is open."""
    out = tmp_path / "out"
    ended = shell(f"COUNTERLINE run '{file}' --replications 2 --workers 1 --out '{out}' {closed}")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert {path.name for path in out.iterdir()} == WRITTEN
    for path in out.iterdir():
        assert b"Report: " not in path.read_bytes()
    assert ("Report: " in ended.stdout) == (closed == "2>&-")


def test_an_error_with_standard_error_closed_is_told_by_the_code(tmp_path: Path) -> None:
    """And not on standard output, where it would be taken for the answer."""
    ended = shell("COUNTERLINE validate no_such.yaml 2>&-")
    assert (ended.returncode, ended.stdout) == (2, "")


@pytest.mark.usefixtures("unbuffered")
def test_a_reader_who_leaves_ends_nothing() -> None:
    """The schema is longer than what a pipe holds; its reader wants one byte."""
    ended = shell("COUNTERLINE schema | head -c 1")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "{", "")


def test_a_reader_who_leaves_does_not_change_the_code(file: Path, tmp_path: Path) -> None:
    """All files are there, and the code is that of a run that is done."""
    line = f"COUNTERLINE run '{file}' --replications 2 --workers 1 --json --out '{tmp_path / 'out'}' | true"
    ended = shell(line)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False)
    assert {path.name for path in (tmp_path / "out").iterdir()} == WRITTEN


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without a device that is full")
@pytest.mark.parametrize("command", ["schema", "list"])
@pytest.mark.usefixtures("unbuffered")
def test_standard_output_on_a_full_disk_is_an_error(command: str) -> None:
    """What was asked for did not arrive."""
    ended = shell(f"COUNTERLINE {command} > /dev/full")
    assert ended.returncode == 2
    assert ended.stderr == "counterline: standard output: No space left on device\n"


@pytest.mark.parametrize("most", [2000, pytest.param(0, marks=pytest.mark.slow)])
def test_a_disk_that_is_full_leaves_the_earlier_files_and_the_failing_one_is_named(
    file: Path, tmp_path: Path, most: int
) -> None:
    """No file may be longer than so many bytes: measures.csv of another seed is not, and neither is the page beside it."""
    out = tmp_path / "out"
    arguments = ("run", file, "--replications", 2, "--workers", 1, "--quiet", "--out", out)
    assert process(*arguments) == (0, "", "")
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    line = " ".join(f"'{word}'" for word in arguments[1:])
    ended = shell(f"COUNTERLINE run {line} --seed 2", preexec_fn=full)
    assert ended.returncode == 2
    assert ended.stderr == f"counterline: {out / 'report.html'}: File too large\n"
    after = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert {name: after[name] for name in ("measures.csv", "report.html")} == {
        name: before[name] for name in ("measures.csv", "report.html")
    }
    assert not list(out.glob(".*"))
