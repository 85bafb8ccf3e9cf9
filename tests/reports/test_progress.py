"""What is said on the terminal while something goes on."""

from __future__ import annotations

import io
import logging
import os

import pytest
from rich.console import Console

from reports.progress import notes


def test_what_the_engines_say_is_printed_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """As text, and neither afterwards nor by processes that began as copies of this one."""
    console, log = Console(file=io.StringIO(), width=80), logging.getLogger("sim.lanes.some")
    with notes(console), console.capture() as captured:
        log.info("compiling [/bold]")
        monkeypatch.setattr(os, "getpid", lambda: -1)
        log.info("compiling in a copy")
    assert captured.get() == "compiling [/bold]\n"
    monkeypatch.undo()
    with console.capture() as captured:
        log.info("compiling later")
    assert captured.get() == ""
    assert logging.getLogger("sim").handlers == []
