"""Days without customers: a target on them holds, since nobody waited, and every command says so in the same words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from optimize.slacks import slacks_of
from reports.words import words
from sim.results.result import Result, Verdict
from sim.running.candidates import evaluate
from sim.running.experiment import run
from sim.scenario import Scenario
from tests.commands.calling import Command
from tests.scenarios_for_tests import small

SAYS = "met: nobody came, so nobody waited"

FRIDAY, SATURDAY = "2024-01-05", "2024-01-06"

TARGETS = [
    {"measure": "wait_mean", "period": SATURDAY, "at_most": "10 min"},
    {"measure": "wait_p90", "scope": "hall:north", "period": SATURDAY, "at_most": "10 min"},
    {"measure": "service_level_5_min", "scope": "service:pay", "period": SATURDAY, "at_least": "90 %"},
    {"measure": "wait_mean", "scope": "pool:clerks", "period": SATURDAY, "at_most": "10 min"},
]


def hall(targets: list[dict[str, Any]] | None = None, **changes: Any) -> Scenario:
    """Open on a Friday and on a Saturday, on which nobody comes."""
    return small(
        {
            "calendar.start": FRIDAY,
            "calendar.days": 2,
            "calendar.interval": "2 h",
            "halls.north.arrivals.weekday": {"sat": "0 %"},
            "pools.clerks.cost": "60 yuan/h",
            "targets": TARGETS if targets is None else targets,
            "staffing": {"days": "weekdays", "pools": {"clerks": {"most": 3, "block": "4 h"}}},
            **changes,
        }
    )


def verdicts(scenario: Scenario, replications: int = 3) -> tuple[Result, list[Verdict]]:
    result = run(scenario, replications=replications)
    return result, result.verdicts()


def test_targets_on_a_day_without_customers_hold() -> None:
    """In each scope; slacks are what is left below a wait of nothing, and above a level of everybody."""
    result, found = verdicts(hall())
    assert [(each.holds, each.says) for each in found] == [(True, "empty")] * 4
    assert slacks_of(result).tolist() == pytest.approx([10, 10, 0.1, 10])


def test_a_centre_to_which_nobody_comes_holds_its_targets_too() -> None:
    line = {"arrivals": {"per_day": 0, "profile": "profile.csv"}}
    scenario = small(
        {
            "centres.town": {"lines": {"one": line}, "pools": ["agents"]},
            "pools.agents": {"works_at": "phone", "heads": 1},
            "targets": [
                {"measure": "service_level_20_s_missed", "scope": "centre:town", "at_least": "80 %"},
                {"measure": "speed_of_answer", "scope": "pool:agents", "at_most": "20 s"},
            ],
        }
    )
    assert [each.says for each in verdicts(scenario)[1]] == ["empty", "empty"]


def test_a_target_does_not_hold_where_customers_came_and_nobody_served_them() -> None:
    """There is no wait until service then, either; but they waited. Of a pool it is its hall that must be empty."""
    targets = [
        {"measure": "wait_mean", "period": FRIDAY, "at_most": "10 min"},
        {"measure": "wait_mean", "scope": "pool:experts", "period": FRIDAY, "at_most": "10 min"},
    ]
    experts = {"pools.experts": {"works_at": "counter", "heads": 0, "cost": "60 yuan/h"}}
    nobody = {"halls.north.balking": [{"waiting": 0, "leave": "100 %"}]}
    scenario = hall(targets, **{"halls.north.pools": ["clerks", "experts"]}, **experts, **nobody)
    assert [(each.holds, each.says) for each in verdicts(scenario)[1]] == [(False, "unknown")] * 2


def test_once_is_still_too_little_to_tell_where_somebody_came() -> None:
    targets = [{"measure": "wait_mean", "period": FRIDAY, "at_most": "10 min"}]
    assert [each.says for each in verdicts(hall(targets), 1)[1]] == ["unknown"]


def test_run_says_that_it_holds_and_warns(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = command("run", hall().source.path, "--replications", 3, "--workers", 1, "--out", out)
    assert ended.code == 0
    assert ended.out.replace("\n", " ").count(SAYS) == len(TARGETS)
    assert ended.err.count(SAYS) == len(TARGETS)
    assert f"on {SATURDAY}" in ended.err
    assert SAYS in (out / "report.html").read_text(encoding="utf-8")


def test_staff_finds_a_plan_and_says_the_same(command: Command, tmp_path: Path) -> None:
    """The cheapest: one clerk on Friday, which no target is about, for what must not be lost, and nobody more than that."""
    out = tmp_path / "out"
    ended = command("staff", hall().source.path, "--replications", 4, "--out", out)
    assert ended.code == 0
    assert SAYS in ended.err
    known = json.loads((out / "certificate.json").read_text(encoding="utf-8"))
    assert known["status"] in ("optimal", "feasible")
    assert [(each["holds"], each["verdict"], each["value"]) for each in known["targets"]] == [
        (True, SAYS, None)
    ] * 4


def test_both_languages_have_the_word() -> None:
    assert words("en")("target.empty") == SAYS
    assert words("zh")("target.empty") == "达到：无人到访，无人等待"


def test_a_search_tries_many_staffings_of_a_centre_on_days_without_calls() -> None:
    """Lanes of many staffings have numbers that a byte cannot hold; a sheet without calls must have room for them, too."""
    line = {"arrivals": {"per_day": 60, "profile": "profile.csv", "weekday": {"sat": "0 %"}}}
    scenario = small(
        {
            "calendar.start": FRIDAY,
            "calendar.days": 2,
            "halls": {},
            "centres.town": {"lines": {"one": line}, "pools": ["own"]},
            "pools": {"own": {"works_at": "phone", "heads": 2}},
        }
    )
    changes = [{"pools.own.heads": heads} for heads in (1, 2, 3)]
    found = evaluate(scenario, changes, range(100))
    for heads, result in zip((1, 2, 3), found, strict=True):
        assert float(result.sample("contacts", "all", SATURDAY).mean) == 0
        assert float(result.sample("heads_on_duty").mean) == heads
