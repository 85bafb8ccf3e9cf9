"""Programs against files that were read and checked by hand: the same lines in each section, in whatever order PuLP writes them.

Versions of PuLP differ in the order in which they write variables.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

SECTIONS = ("Minimize", "Subject To", "Bounds", "Generals", "Binaries", "End")


def written(problem: Any, folder: Path) -> dict[str, list[str]]:
    """A problem as PuLP writes it."""
    problem.writeLP(str(folder / "tiny.lp"))
    return golden(folder / "tiny.lp")


def golden(path: Path) -> dict[str, list[str]]:
    """The lines of a file by section, in order."""
    sections: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        if line in SECTIONS or not sections:
            here = sections.setdefault(line, [])
        else:
            here.append(line)
    return {name: sorted(lines) for name, lines in sections.items()}
