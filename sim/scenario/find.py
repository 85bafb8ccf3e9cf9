"""Which file a name means: a path, or a scenario that comes with Counterline."""

from __future__ import annotations

import stat
from difflib import get_close_matches
from importlib import resources
from pathlib import Path

from sim.scenario.characters import joined
from sim.scenario.links import LOST_LINK, is_link
from sim.scenario.problems import Problem, ScenarioError


def bundled() -> dict[str, Path]:
    """The scenario files that come with Counterline, by name."""
    folder = Path(str(resources.files("scenarios")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find(name: str) -> Path:
    """The file that `name` means: a path, or the name of a bundled scenario.

    Raises
    ------
    ScenarioError
        There is no such file.
    """
    path = Path(name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            what = "is not a file, name a YAML file"
        elif not _is_text(path.name):
            what = "has a name that is not UTF-8, so that no report can name it: rename the file"
        else:
            return path
    except (OSError, ValueError):
        what = _missing(path, name)
    if name in bundled():
        return bundled()[name]
    raise ScenarioError([Problem(name, 1, (), None, what)])


def _is_text(name: str) -> bool:
    """Whether a file's name is text; Python has halves of characters for bytes that are none."""
    try:
        return joined(name) == name
    except ValueError:
        return False


def _missing(path: Path, name: str) -> str:
    if is_link(path):
        return LOST_LINK
    near = get_close_matches(name, bundled(), n=1) or get_close_matches(name, _beside(path), n=1, cutoff=0.8)
    hint = f"did you mean {near[0]}?" if near else f"bundled are {', '.join(bundled())}"
    return f"is neither a file nor a bundled scenario, {hint}"


def _beside(path: Path) -> list[str]:
    """The YAML files in the folder of a path; none where there is no such folder."""
    try:
        return [str(other) for other in sorted(path.parent.glob("*.y*ml"))]
    except (OSError, ValueError):
        return []
