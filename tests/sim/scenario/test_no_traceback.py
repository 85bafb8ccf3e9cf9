"""Whatever stands at a key: the scenario loads, or says what is wrong in sentences. Nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.scenario import Scenario, ScenarioError, load
from sim.scenario.source import Key
from tests.sim.scenario.broken import SOUND, write

JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**400,
    float("nan"),
    "",
    "\x1b[31m\n",
    "1e308 min",
    "town.yaml",
    [None],
    [{}],
    {"": 1},
    {"x": {"y": []}},
    {"24:00": 1},
)
LEAKS = (
    "pydantic",
    "Input should",
    "Value error",
    "validation error",
    "Traceback",
    "NoneType",
    "object at",
    "<class",
)


def keys_of(value: Any, key: Key = ()) -> list[Key]:
    """Every key of a mapping, and of the mappings in it."""
    found = []
    for name, below in value.items() if isinstance(value, dict) else ():
        found += [(*key, name), *keys_of(below, (*key, name))]
    return found


def complaint(town: Scenario, dotted: str, value: Any) -> str:
    """What the loader says; empty if it loads."""
    try:
        town.replace({dotted: value})
    except ScenarioError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("value", JUNK, ids=lambda value: repr(value)[:20])
def test_no_value_at_any_key_makes_the_loader_fail_in_another_way(value: Any, tmp_path: Path) -> None:
    town = load(write(tmp_path, SOUND))
    for key in keys_of(town.source.data):
        said = complaint(town, ".".join(map(str, key)), value)
        assert not any(leak in said for leak in LEAKS), said
        assert said.replace("\n", "").isprintable()
