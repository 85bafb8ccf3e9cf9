"""Small scenarios for tests, written to a file and read by the real loader."""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from sim.scenario import Scenario, load

FOLDER = Path(tempfile.mkdtemp(prefix="counterline-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

FLAT = "start,end,weight\n08:00,12:00,1\n"
"""A profile in which the fraction 0.25 of the arrivals has come at 09:00, 0.5 at 10:00, and so on."""

ONE_CLERK: dict[str, Any] = {
    "name": "one clerk",
    "calendar": {"start": "2024-01-01", "days": 1, "hours": ["08:00-12:00"]},  # a Monday
    "services": {"pay": {"share": "100 %", "handle_time": "4 min"}},
    "halls": {"north": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["clerks"]}},
    "pools": {"clerks": {"works_at": "counter", "heads": 1}},
}
"""Open 08:00 to 12:00, one clerk, four minutes a customer."""


def small(changes: Mapping[str, Any] | None = None, tables: Mapping[str, str] | None = None) -> Scenario:
    """The scenario ``ONE_CLERK`` with other values at dotted keys; a key with the value None is left out."""
    data = deepcopy(ONE_CLERK)
    for dotted, value in (changes or {}).items():
        *parents, last = dotted.split(".")
        here = data
        for part in parents:
            here = here.setdefault(part, {})
        here[last] = value
        if value is None:
            del here[last]
    return written(data, {"profile.csv": FLAT, **(tables or {})})


def written(data: Mapping[str, Any], tables: Mapping[str, str]) -> Scenario:
    """The scenario of a file with this content and these tables beside it; the same content is the same file."""
    text = json.dumps(data, indent=1, ensure_ascii=False)  # JSON is YAML, and faster to write
    content = "\0".join([text, *(f"{name}\0{table}" for name, table in sorted(tables.items()))])
    folder = FOLDER / hashlib.sha256(content.encode()).hexdigest()[:16]
    if not folder.is_dir():
        folder.mkdir()
        for name, table in {**tables, "scenario.yaml": text}.items():
            (folder / name).write_text(table, encoding="utf-8")
    return load(folder / "scenario.yaml")
