"""The command line called as a process of its own, and how it ended."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

SECONDS = 300
"""Most seconds that a command may take."""


class SolverResult(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., SolverResult]


def process(*arguments: object, after: int = 0, by: str = "SIGINT") -> SolverResult:
    """Runs a command line in a process group of its own; see ``interrupted_run.py``."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "SIGNAL": by}
    return _copied("interrupted", ("interrupted_run.py", after, *arguments), environment)


def counterline(*arguments: object) -> SolverResult:
    """Run the program."""
    return _copied("counterline", ("counterline", *arguments), os.environ | {"PYTHONPATH": str(ROOT)})


def from_nothing(*arguments: object, **environment: str) -> SolverResult:
    """Run the program as a shell does: a new interpreter, which imports everything."""
    ran = subprocess.run(
        [sys.executable, str(ROOT / "counterline.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment},
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
