"""Rules of a hall, worked out by hand; and compiled they say the same of an entry of a table."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numba import njit

from sim.compiling.compiled import OPTIONS
from sim.lanes.hall import rulings
from sim.lanes.hall.rulebook import SERVICE, STEP
from sim.lanes.hall.table import VISIT
from sim.log.records import Outcome
from sim.rules import hall
from sim.rules.hall import Service, share_complete, share_of_returns
from tests.scenarios_for_tests import small

CARRIES: dict[str, Any] = {
    "quick": False,
    "answered": False,
    "caught": False,
    "kiosk": False,
    "steered": False,
    "lacks_papers": False,
    "helped": False,
    "balk": 0.3,
    "triage": 0.5,
    "answer": 2.0,
    "check": 1.0,
    "help": 4.0,
    "handle": 8.0,
}


@njit(**OPTIONS)
def compiled(visit, service, steps, found):
    found[0] = rulings.turns_away(visit, 10, steps)
    found[1] = rulings.greeting_minutes(visit, service)
    found[2] = rulings.is_answered(visit)
    found[3] = rulings.is_found_out(visit)
    found[4] = rulings.likes_kiosk(visit, False)
    found[5] = rulings.likes_kiosk(visit, True)
    found[6] = rulings.wants_help(visit, False)
    found[7] = rulings.counter_minutes(visit, service)


def plain(visit: Any, service: Any, steps: Any) -> list[float]:
    return [
        hall.turns_away(visit, 10, steps),
        hall.greeting_minutes(visit, service),
        hall.is_answered(visit),
        hall.is_found_out(visit),
        hall.likes_kiosk(visit, False),
        hall.likes_kiosk(visit, True),
        hall.wants_help(visit, False),
        hall.counter_minutes(visit, service),
    ]


# who turns away, greeted for, answered, found out, goes to a kiosk (greeted), wants help, minutes at the counter
BY_HAND: list[tuple[dict[str, Any], bool, list[float]]] = [
    ({}, False, [0, 0.5, 0, 0, 0, 0, 1, 8.0]),
    ({}, True, [0, 1.5, 0, 0, 0, 0, 1, 8.0]),
    ({"balk": 0.1}, False, [1, 0.5, 0, 0, 0, 0, 1, 8.0]),
    ({"quick": True}, True, [0, 0.5, 0, 0, 0, 0, 0, 8.0]),
    ({"quick": True, "answered": True}, True, [0, 2.5, 1, 0, 0, 0, 0, 8.0]),
    ({"lacks_papers": True}, True, [0, 1.5, 0, 0, 0, 0, 1, 2.0]),
    ({"lacks_papers": True, "caught": True}, True, [0, 1.5, 0, 1, 0, 0, 1, 2.0]),
    ({"lacks_papers": True, "helped": True, "help": 0.0}, True, [0, 1.5, 0, 0, 0, 0, 0, 1.0]),
    ({"steered": True}, False, [0, 0.5, 0, 0, 0, 1, 1, 8.0]),
    ({"kiosk": True}, False, [0, 0.5, 0, 0, 1, 1, 1, 8.0]),
]
"""Ten wait: from five on 20 % turn away, from eleven on all. A form saves half of the time, missing papers show after a quarter."""


@pytest.mark.parametrize(("carries", "checked", "expected"), BY_HAND)
def test_each_rule_by_hand_as_python_and_compiled(
    carries: dict[str, Any], checked: bool, expected: list[float]
) -> None:
    own, service = CARRIES | carries, Service(checked, 0.5, 0.25)
    steps = [SimpleNamespace(waiting=5, leave=0.2), SimpleNamespace(waiting=11, leave=1.0)]
    assert plain(SimpleNamespace(**own), service, steps) == expected
    visit, found = np.zeros(1, VISIT), np.zeros(len(expected))
    for name, value in own.items():
        visit[name] = value
    table = np.array([(*service, 0)], SERVICE)
    compiled(visit[0], table[0], np.array([(5, 0.2), (11, 1.0)], STEP), found)
    assert found.tolist() == expected


def test_who_comes_back_and_with_all_papers() -> None:
    shares = {"papers_missing": "90 %", "balked": "10 %", "reneged": "20 %", "sent_home": "30 %"}
    back = small({"come_back": shares | {"complete": "40 %", "complete_when_told": "70 %"}}).come_back
    assert share_of_returns(Outcome.RENEGED, back) == 0.2
    assert share_of_returns(Outcome.SENT_HOME, back) == 0.3
    assert share_of_returns(Outcome.TURNED_AWAY, back) == 0.0
    assert share_of_returns(Outcome.RESOLVED, back) == 0.0
    assert [share_complete(told, back) for told in (False, True)] == [0.4, 0.7]


@pytest.mark.parametrize(
    ("draw", "quick", "lacks"),
    [(0.2, False, True), (0.25, False, False), (0.2, True, False), (0.9, True, False)],
)
def test_a_quarter_lacks_papers_but_for_quick_questions(draw: float, quick: bool, lacks: bool) -> None:
    """Of one visit, and of a column of visits."""
    assert hall.lacks_papers(draw, 0.25, quick) is lacks
    assert hall.lacks_papers(
        np.array([draw, 0.0]), np.array([0.25, 0.25]), np.array([quick, True])
    ).tolist() == [lacks, False]
