"""The command line called in this process or as one of its own, and how it ended."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

import counterline as program
import reports.output
from sim.running.worker import REQUESTS

ROOT = Path(__file__).resolve().parents[2]

SECONDS = 300
"""Most seconds that a command may take."""


class SolverResult(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., SolverResult]


def main(*arguments: object, figures: bool = False) -> int:
    """Run the program in this process, with its streams; figures, which take longer than the rest, only where they are asked for."""
    before = {number: signal.getsignal(number) for number in REQUESTS}
    drawn = nullcontext() if figures else patch.object(reports.output, "draw_figures", lambda *_: [])
    try:
        with patch.object(sys, "argv", ["counterline", *map(str, arguments)]), drawn:
            program.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    raise AssertionError("the program ends with an exit code")


def in_this_process(*arguments: object, figures: bool = False) -> SolverResult:
    """Run the program in this process, with streams of its own."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(*arguments, figures=figures)
    return SolverResult(code, out.getvalue(), err.getvalue())


def process(*arguments: object, after: int = 0, by: str = "SIGINT") -> SolverResult:
    """Runs a command line in a process group of its own; see ``interrupted_run.py``."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "SIGNAL": by}
    return _copied("interrupted", ("interrupted_run.py", after, *arguments), environment)


def counterline(*arguments: object, figures: bool = False) -> SolverResult:
    """Run the program as a process of its own; it draws figures only where they are asked for."""
    main = "counterline" if figures else "without figures"
    return _copied(main, ("counterline", *arguments), os.environ | {"PYTHONPATH": str(ROOT)})


def from_nothing(*arguments: object, figures: bool = False) -> SolverResult:
    """Run the program as a shell does: a new interpreter, which imports everything."""
    program = [ROOT / "counterline.py"] if figures else [Path(__file__).with_name("interrupted_run.py"), 0]
    ran = subprocess.run(
        [sys.executable, *map(str, [*program, *arguments])],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
        timeout=SECONDS,
    )
    return SolverResult(ran.returncode, ran.stdout, ran.stderr)


def _copied(main: str, line: tuple[object, ...], environment: Mapping[str, str]) -> SolverResult:
    """Run a command line in a copy of the process that has imported everything."""
    with TemporaryDirectory() as folder:
        out, err = (Path(folder) / name for name in ("out", "err"))
        asked = {
            "main": main,
            "line": [*map(str, line)],
            "environment": dict(environment),
            "folder": str(ROOT),
            "out": str(out),
            "err": str(err),
            "seconds": SECONDS,
        }
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return SolverResult(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


@cache
def _server() -> subprocess.Popen[str]:
    """See ``copies.py``; it ends with this process."""
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("copies.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    atexit.register(server.communicate)  # closes its standard input
    return server
