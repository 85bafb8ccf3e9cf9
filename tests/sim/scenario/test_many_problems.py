"""Files with more problems than anybody reads: the first hundred are told, and how many more there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sim.scenario import Scenario, ScenarioError, load, problems
from tests.sim.scenario.broken import SOUND, said, write

COUNT = 1000
UNKNOWN = "".join(f"k{number}: 1\n" for number in range(COUNT))
POOLS = "pools: [" + ", ".join(f"clrks{number}" for number in range(COUNT)) + "]"


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names for which a similar one was looked for."""
    names: list[str] = []

    def search(name: str, *given: Any, **more: Any) -> list[str]:
        names.append(name)
        return []

    monkeypatch.setattr(problems, "get_close_matches", search)
    return names


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        ("policies:\n", "policies:\n", COUNT - 100),
        ("pools: [clerks, greeters, kiosks]", POOLS, COUNT - 99),
        (
            "    pools.clerks.heads: 5\n",
            "".join(f"    pools.c{n}.heads: 5\n" for n in range(COUNT)),
            COUNT - 100,
        ),
    ],
    ids=["keys", "names", "overrides"],
)
def test_the_first_hundred_are_told_and_similar_names_looked_for_as_often(
    old: str, new: str, more: int, searches: list[str], tmp_path: Path
) -> None:
    """Looking is what takes long. Without its pools the hall has a greeter in vain, which is one problem more."""
    text = SOUND.replace(old, new) if old != new else SOUND + UNKNOWN
    lines = said(write(tmp_path, text))
    assert len(lines) == 101
    assert lines[-1].endswith(f": and {more} more problems from here on")
    assert 0 < len(searches) <= 100


def test_all_problems_are_there_for_programs(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(write(tmp_path, SOUND + UNKNOWN))
    assert len(caught.value.problems) == COUNT


def test_a_hundred_problems_are_all_told(tmp_path: Path) -> None:
    lines = said(write(tmp_path, SOUND + "".join(f"k{number}: 1\n" for number in range(100))))
    assert (len(lines), [line for line in lines if "more problems" in line]) == (100, [])


class Counted(dict[Any, Any]):
    """A mapping that counts how often it is gone through as a whole."""

    through = 0

    def items(self) -> Any:
        type(self).through += 1
        return super().items()


def test_lines_are_laid_over_once_however_many_overrides_there_are(tmp_path: Path) -> None:
    """An override takes away what was below its key, also what an earlier override set there."""
    from dataclasses import replace

    from sim.scenario.overrides import overridden

    source = load(write(tmp_path, SOUND)).source
    lines: Mapping[Any, int] = Counted(source.lines)
    many = {f"segments.s{number}": {"share": "0 %"} for number in range(50)}
    twice = {"pools.clerks.heads": 5, "pools.clerks": {"works_at": "counter"}}
    after, wrong = overridden(Scenario, replace(source, lines=lines), {**many, **twice})
    assert (wrong, Counted.through) == ([], 1)
    assert ("pools", "clerks") in after.lines
    assert ("pools", "clerks", "heads") not in after.lines
