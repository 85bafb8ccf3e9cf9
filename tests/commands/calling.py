"""The command line called as a process of its own, and how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class SolverResult(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., SolverResult]


def process(*arguments: object, after: int = 0, by: str = "SIGINT") -> SolverResult:
    """Runs a command line in a process group of its own; see ``interrupted_run.py``."""
    script = Path(__file__).with_name("interrupted_run.py")
    ran = subprocess.run(
        [sys.executable, str(script), str(after), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "SIGNAL": by},
    )
    return SolverResult(ran.returncode, ran.stdout, ran.stderr)


def counterline(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run(
        [sys.executable, str(ROOT / "counterline.py"), *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment},
        check=False,
        timeout=300,
    )
