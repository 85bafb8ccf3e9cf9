"""When lanes are compiled, and when anew."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sim.compiling.compiled import digest
from sim.lanes.centre import lane
from sim.lanes.hall import lane as hall


def module(path: Path, text: str) -> ModuleType:
    path.write_text(text, encoding="utf-8")
    found = ModuleType(path.stem)
    found.__file__ = str(path)
    return found


def test_a_change_of_any_file_is_another_number(tmp_path: Path) -> None:
    one, other = module(tmp_path / "one.py", "A = 1\n"), module(tmp_path / "other.py", "B = 2\n")
    before = digest(one, other)
    assert digest(one, other) == before
    module(tmp_path / "other.py", "B = 3\n")
    assert digest(one, other) != before


FOLDERS = {
    lane: {"call_columns", "collecting"},
    hall: {"work"},
}
"""Lanes, and modules of their folders with entries of their own, at which the compiler looks itself."""


@pytest.mark.parametrize("of", FOLDERS, ids=lambda of: of.__name__)
def test_lanes_are_compiled_anew_when_any_file_changes_that_is_compiled(of: Any) -> None:
    folder = Path(str(of.__file__)).parent
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
    names = {name for name, text in texts.items() if re.search(r"@(compiled|woven|entry)\n|woven\(", text)}
    assert names - {part.__name__.rpartition(".")[2] for part in (of, *of.PARTS)} == FOLDERS[of] | {"lanes"}


def test_the_command_line_does_without_the_compiler() -> None:
    """Importing it takes longer than to read a scenario."""
    program = """
import sys
from sim import load
from sim.lanes.engine import refuses
import counterline
assert not refuses(load("lecong_hall"))
assert "numba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
