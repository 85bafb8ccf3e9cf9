"""The version of Counterline, as installed, and of all else that digits depend on."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

CALCULATING = ("numpy", "scipy", "numba", "simpy", "highspy")
"""Packages that calculate."""


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # such as Counterline, run from a checkout that is not installed
        return "unknown"


VERSION = _installed("counterline")


@cache
def versions() -> dict[str, str]:
    """The version of each thing that digits depend on, of Counterline also a digest of its source files, by name."""
    source = hashlib.sha256()
    root = Path(__file__).parents[2]
    for path in sorted(path for room in ("sim", "optimize") for path in (root / room).rglob("*.py")):
        source.update(path.read_bytes())
    return {
        "Counterline": f"{VERSION}, source {source.hexdigest()[:8]}",
        "Python": "{}.{}".format(*sys.version_info),
        **{package: _installed(package) for package in CALCULATING},
    }
