"""Load and requirements of call centres, on a morning that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from optimize.plans.choice import choice_of
from optimize.requirements.call_load import kinds_of, repeats, scheduled, work
from optimize.requirements.call_requirements import call_goal, call_requirements
from optimize.requirements.teams import first_teams, joint_teams
from optimize.two_step.two_step import needs, two_step
from sim.scenario import Scenario
from sim.theory import erlang_a
from tests.optimize.made_centres import TWO_LINES, centre

ROUTES = [
    {"lines": ["second"], "steps": [{"pools": ["both"]}]},
    {"share": "25 %", "steps": [{"pools": ["both"]}, {"pools": ["agents"], "after": "10 s"}]},
    {"steps": [{"pools": ["agents"]}, {"pools": ["both"], "after": "1 min"}]},
]


def total(rates: np.ndarray) -> float:
    """Calls of the day."""
    return float(rates.sum())


def test_calls_by_first_step() -> None:
    """240 and 60 calls; of the 240 a quarter goes to the second pool first."""
    scenario = centre({**TWO_LINES, "centres.west.routing": ROUTES})
    teams = {team.pools: team for team in first_teams(scenario)}
    assert total(teams["agents",].rates["main"]) == pytest.approx(180)
    assert total(teams["both",].rates["main"]) == pytest.approx(60)
    assert total(teams["both",].rates["second"]) == pytest.approx(60)
    assert teams["agents",].rates["main"][0, 480:720] == pytest.approx(180 / 240)
    assert teams["agents",].rates["main"][0, :480].sum() == 0


def test_pools_that_help_within_seconds_are_one_team() -> None:
    """After 10 s is soon, after 1 min is not."""
    apart = [*ROUTES[:1], *ROUTES[2:]]
    scenario = centre({**TWO_LINES, "centres.west.routing": ROUTES})
    assert [team.pools for team in joint_teams(scenario)] == [("agents", "both")]
    scenario = centre({**TWO_LINES, "centres.west.routing": apart})
    assert {team.pools for team in joint_teams(scenario)} == {("agents",), ("both",)}


def test_who_needs_an_agent() -> None:
    """Half end in the menu, a tenth of the others hang up there; of the answered a fifth is not solved, and half of these call
    again: of a call 0.45 come through, 0.45 * 0.2 * 0.5 = 0.045 come again."""
    scenario = centre(
        {
            "centres.west.menu": {"time": "30 s", "leave": "10 %"},
            "centres.west.redial": {"unsolved": "50 %"},
            "services.pay.phone": {"in_menu": "50 %", "solved": "80 %", "after_call": "1 min"},
        }
    )
    (kind,) = kinds_of(scenario)
    assert repeats(scenario, kind) == pytest.approx(1 / (1 - 0.045))
    assert work(scenario, scenario.pools["agents"], kind) == pytest.approx(5)
    (team,) = first_teams(scenario)
    assert total(team.rate) == pytest.approx(240 * 0.45 / (1 - 0.045))


def test_those_from_the_app_come_later() -> None:
    """400 cases, 40 % not helped, half of them call: 80 calls, ten minutes later."""
    app = {
        "arrivals": {"per_day": 400, "profile": "profile.csv"},
        "time": "4 min",
        "contained": "60 %",
        "then": {"main": "50 %"},
        "after": "6 min",
    }
    (team,) = first_teams(centre({"centres.west.app": app}))
    assert total(team.rate) == pytest.approx(240 + 80)
    assert team.rate[0, 480:490] == pytest.approx(1.0)
    assert team.rate[0, 490:720] == pytest.approx(1.0 + 80 / 240)


def test_chats_take_seats() -> None:
    """Chats of 6 min at half the pace with three in hand: 12 min in one of three seats, 4 min of an agent's time."""
    scenario = centre(
        {
            "centres.west.lines.main.channel": "chat",
            "services.pay.phone": {"chat_time": "6 min"},
            "pools.agents.phone": {"chats": {"at_once": 3, "pace": ["100 %", "75 %", "50 %"]}},
            "targets": [
                {"measure": "service_level_60_s_missed", "scope": "channel:chat", "at_least": "80 %"}
            ],
        }
    )
    (kind,) = kinds_of(scenario)
    (team,) = first_teams(scenario)
    # 2 at 75 % are as productive as 3 at 50 %
    assert work(scenario, scenario.pools["agents"], kind) == pytest.approx(4)
    assert (team.seats, team.handle) == (3, pytest.approx(12))


def fewest_by_erlang_a(level: float) -> int:
    """Servers for a call a minute, 4 min each, patience 2 min, 20 s."""
    return next(n for n in range(1, 30) if erlang_a(1.0, 1 / 4, 1 / 2, n).service_level(1 / 3) >= level)


def heads(scenario: Scenario) -> list[int]:
    """Heads of each interval."""
    goal = call_goal(scenario, scenario.targets[0])
    return [need.heads for need in call_requirements(scenario, goal)]


def test_heads_by_erlang_a() -> None:
    """The same in each hour; with a fifth of the heads missing, a quarter more, rounded up; with one in training, one more."""
    wanted = fewest_by_erlang_a(0.7)
    assert heads(centre()) == [wanted] * 4
    assert heads(centre({"pools.agents.phone": {"absence": "20 %"}})) == [-(-wanted * 5 // 4)] * 4
    training = {"training": [{"time": "10:00-11:00", "heads": 1}]}
    assert heads(centre({"pools.agents.phone": training})) == [wanted, wanted, wanted + 1, wanted]
    assert scheduled(centre().pools["agents"], 0, centre().calendar, 0, 600) == 0


def test_targets_that_closed_forms_know() -> None:
    """Service levels, abandonment and the speed of answer; of the lines that the scope means."""
    scenario = centre(
        {
            **TWO_LINES,
            "targets": [
                {"measure": "abandoned", "scope": "language:second", "at_most": "5 %"},
                {"measure": "speed_of_answer", "scope": "centre:west", "at_most": "30 s"},
                {"measure": "handle_time", "scope": "pool:both", "at_most": "9 min"},
            ],
        }
    )
    abandoned, speed, handled = (call_goal(scenario, target) for target in scenario.targets)
    assert abandoned is not None
    assert speed is not None
    assert handled is None
    assert (abandoned.goal.kind, abandoned.goal.share, set(abandoned.lines)) == (
        "abandoned",
        0.05,
        {"second"},
    )
    assert (speed.goal.kind, speed.goal.time, set(speed.lines)) == ("mean", 0.5, {"main", "second"})


def test_two_steps() -> None:
    """The plan has what each hour needs; the second line's pool needs a head at least for its own calls."""
    choice = choice_of(
        centre({**TWO_LINES, "staffing": {"pools": {"agents": {"most": 12}, "both": {"most": 12}}}})
    )
    plan = two_step(choice)
    assert plan is not None
    wanted = {(need.pools, need.span.start): need.heads for need in needs(choice)}
    for place, count in zip(choice.places, plan.heads, strict=True):
        assert count == wanted[(place.pool,), place.span.start] > 0
