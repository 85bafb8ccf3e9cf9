"""When lanes are compiled, and when anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

from sim.lanes.centre import lane
from sim.lanes.compiled import digest


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


def test_calls_are_compiled_anew_when_any_file_changes_that_is_compiled() -> None:
    """Those that make entries of their own are looked at by the compiler."""
    folder = Path(str(lane.__file__)).parent
    names = {path.stem for path in folder.glob("*.py") if "@compiled\n" in path.read_text(encoding="utf-8")}
    assert names - {part.__name__.rpartition(".")[2] for part in (lane, *lane.PARTS)} == {
        "carried",
        "quick_dice",
        "read_over",
    }


def test_plain_halls_do_without_the_compiler() -> None:
    """Importing it takes longer than a small hall."""
    program = """
import sys
from sim import load, run
run(load("lecong_hall").replace({"calendar.days": 1}), replications=2)
assert "numba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
