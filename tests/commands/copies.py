"""A process that has imported what commands need, and copies itself for each command line: ``python copies.py``.

Each copy is a process of its own, with its own session, environment and streams, and ends as any other does; it begins at once, where
a new one imports for seconds. Each line of standard input is one request, each line of standard output how its copy ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import counterline
import reports.output
from tests.commands import interrupted_run


def without_figures() -> None:
    """The program, which writes all but figures: they take longer than the rest."""
    reports.output.draw_figures = lambda *_: []
    counterline.main()


MAINS = {
    "counterline": counterline.main,
    "without figures": without_figures,
    "interrupted": interrupted_run.main,
}


def requests() -> Any:
    """Answer requests; returns, in a copy, what it is asked for, and None at the end."""
    for line in sys.stdin:
        asked = json.loads(line)
        copy = os.fork()
        if copy == 0:
            return asked
        print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)
    return None


def become(asked: dict[str, Any]) -> None:
    """Be a process that was begun with this command line, environment, folder and files."""
    os.setsid()
    for number, path in enumerate((os.devnull, asked["out"], asked["err"])):
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - they stay open
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    signal.alarm(asked["seconds"])
    sys.argv = asked["line"]


if __name__ == "__main__" and (asked := requests()):
    become(asked)
    MAINS[asked["main"]]()
