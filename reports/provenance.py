"""Where figures come from: versions, and the files that were read."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.scenario.source import Source


def counterline_version() -> str | None:
    """The installed version of Counterline; None where it runs from a folder without being installed."""
    try:
        return version("counterline")
    except PackageNotFoundError:
        return None


def versions() -> dict[str, str | None]:
    """Versions that a figure may depend on."""
    return {
        "counterline": counterline_version(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "simpy": version("simpy"),
    }


def files_read(source: Source) -> dict[str, str]:
    """SHA-256 of the scenario file and of each table that it names, by their path in the scenario's folder.

    A file that is gone since the run is left out.
    """
    folder, found = source.folder, {}
    for path in (folder / source.path.name, *tables_named(source)):
        if path.is_file():
            name = path.resolve().relative_to(folder).as_posix()
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def tables_named(source: Source) -> list[Path]:
    """The tables that a scenario file names, whether they are there or not."""
    folder = source.folder
    named = [folder / text for text in dict.fromkeys(_texts(source.data)) if text.lower().endswith(".csv")]
    return [path for path in named if path.resolve().is_relative_to(folder)]


def _texts(data: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)
