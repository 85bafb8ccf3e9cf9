"""Floaters that cannot be meant, or never move. Each message was read by a person before it was written down here."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from sim.scenario import ScenarioError
from tests.scenarios_for_tests import small

NORTH, SOUTH = "north_floaters", "south_floaters"
FLOATER: dict[str, Any] = {"works_at": "counter", "heads": {"08:00": 1, "10:00": 0}, "cost": "60 yuan/h"}
BASE: dict[str, Any] = {
    "halls.north.pools": ["clerks", NORTH],
    "halls.south": {"arrivals": {"per_day": 20, "profile": "profile.csv"}, "pools": ["others", SOUTH]},
    "pools.others": {"works_at": "counter", "heads": 1},
    f"pools.{NORTH}": FLOATER,
    f"pools.{SOUTH}": FLOATER | {"heads": {"08:00": 0, "10:00": 1}},
    "floaters": {"both": {"pools": [NORTH, SOUTH], "people": 1, "travel": "20 min"}},
}
TARGET = {"targets": [{"measure": "wait_mean", "at_most": "6 min"}]}


def said(changes: dict[str, Any]) -> list[str]:
    """What the loader says of the two halls with these changes, without file and line."""
    with pytest.raises(ScenarioError) as error:
        small(deepcopy({**BASE, **changes}))
    return [str(each).split(": ", 1)[1] for each in error.value.problems]


def floaters(**keys: Any) -> dict[str, Any]:
    return {"floaters": {"both": BASE["floaters"]["both"] | keys}}


CASES: tuple[tuple[dict[str, Any], list[str]], ...] = (
    (
        floaters(pools=[NORTH, "south_floater"]),
        ["floaters.both.pools[1] = south_floater: is an unknown pool, did you mean south_floaters?"],
    ),
    (
        floaters(pools=[NORTH, "clerks"]),
        [
            "floaters.both.pools[1] = clerks: works in the hall north, as north_floaters does: name one pool of each hall",
            "floaters.both.people = 1: is fewer than the 2 who work at once from 08:00 on, on 2024-01-01: write 2, or fewer heads",
        ],
    ),
    (
        floaters(pools=[NORTH]),
        ["floaters.both.pools: has 1 entries, it must have at least 2"],
    ),
    (
        {
            "floaters": BASE["floaters"]
            | {"more": {"pools": [SOUTH, "clerks"], "people": 2, "travel": "5 min"}}
        },
        [
            "floaters.more.pools[0] = south_floaters: is a pool of the floaters both already, name each pool once"
        ],
    ),
    (
        {f"pools.{SOUTH}": FLOATER},
        [
            "floaters.both.people = 1: is fewer than the 2 who work at once from 08:00 on, on 2024-01-01: write 2, or fewer heads"
        ],
    ),
    (
        {f"pools.{SOUTH}.absence": "5 %"},
        [
            "pools.south_floaters.absence = 5 %: is of a pool of floaters, and who is away from one hall is so from all: leave it out, "
            "and write fewer people"
        ],
    ),
    (
        {**TARGET, "staffing": {"pools": {NORTH: {"most": 2}}}},
        [
            "staffing.pools: choose the heads of north_floaters, but not of south_floaters, who are the same people: choose both",
        ],
    ),
)


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_the_message_names_the_place_the_value_and_what_would_be_right(
    changes: dict[str, Any], expected: list[str]
) -> None:
    assert said(changes) == expected


def test_two_halls_with_floaters_are_sound() -> None:
    assert small(deepcopy(BASE)).warnings == ()


def test_floaters_who_never_move() -> None:
    scenario = small(deepcopy({**BASE, f"pools.{SOUTH}.heads": 0}))
    assert [str(each).split(": ", 1)[1] for each in scenario.warnings] == [
        "floaters.both.travel = 20 min: has no effect, since only north_floaters ever has heads"
    ]


def test_a_plan_with_more_floaters_than_there_are_is_refused() -> None:
    with pytest.raises(ScenarioError, match="is fewer than the 3 who work at once"):
        small(deepcopy(BASE)).replace({f"pools.{NORTH}.heads": 2, f"pools.{SOUTH}.heads": 1})
