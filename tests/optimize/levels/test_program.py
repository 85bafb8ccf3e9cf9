"""Lines above shares of calls by Erlang A, and each family of the programs for call centres in a tiny one, as PuLP writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulp
import pytest

from optimize.bounds import call_work
from optimize.bounds.call_work import Must, WorkProgram, calls_of, musts_of
from optimize.levels import program as level_program
from optimize.levels.level_curves import supporting_lines
from optimize.levels.program import LevelProgram, TargetLevel, promised_levels
from optimize.levels.program import level_program as program_of
from optimize.levels.target_levels import level_of
from optimize.levels.team_seats import team_intervals
from optimize.plans.choice import choice_of
from optimize.plans.program import Program
from optimize.plans.solved import solve
from optimize.requirements.call_load import kinds_of
from optimize.requirements.erlang import Goal, fewest
from optimize.solver_status import Status
from sim.theory import erlang_a
from tests.optimize.golden_file import golden, written
from tests.optimize.made_centres import TWO_LINES, centre
from tests.optimize.plans.test_program import bare

GOLDEN = Path(__file__).parent / "golden"
IN_TIME, ANSWERED = Goal("within", 1 / 3), Goal("abandoned", 0.0)
MAIN = frozenset({"main"})
TINY: dict[str, Any] = {
    "calendar.interval": "2 h",
    "centres.west.lines.main.arrivals": {"per_day": 24, "profile": "profile.csv"},
    "services.pay.handle_time": "5 min",
    "pools.agents.phone": {"absence": "10 %"},
}
AGENTS = {"agents": {"most": 9}}
HIRED = {
    "centres.west.pools": ["agents", "hired"],
    "pools.hired": {
        "works_at": "phone",
        "heads": 1,
        "phone": {"outsourced": True, "cost_per_call": "4 yuan", "least_calls": 5},
    },
}


def levels(made: Program) -> LevelProgram:
    """The slots of a program, and that 90 % of the calls are answered."""
    return LevelProgram(made, list(team_intervals(made)), [TargetLevel(ANSWERED, MAIN, 0.9)])


def works(made: Program) -> WorkProgram:
    """What is answered when."""
    return WorkProgram(made, calls_of(made.choice))


Family = Callable[[Program], Any]
FAMILIES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], Family]] = {
    "levels_are_reached": (AGENTS, {}, lambda made: level_program.levels_are_reached(levels(made))),
    "narrow_work_is_done": (
        {"agents": {"most": 9}, "both": {"most": 5}},
        {
            **TWO_LINES,
            "centres.west.routing": [
                {"lines": ["second"], "steps": [{"pools": ["both"]}]},
                {"steps": [{"pools": ["agents", "both"]}]},
            ],
            "pools.agents.phone": {"absence": "10 %", "speaks": ["main"]},
        },
        lambda made: level_program.narrow_work_is_done(levels(made)),
    ),
    "calls_are_paid": (
        {**AGENTS, "hired": {"most": 3}},
        HIRED,
        lambda made: level_program.calls_are_paid(levels(made), 1.0),
    ),
    "calls_come": (
        AGENTS,
        {"centres.west.redial": {"unsolved": "50 %"}, "services.pay.phone": {"solved": "80 %"}},
        lambda made: call_work.calls_come(works(made)),
    ),
    "calls_are_answered": (
        AGENTS,
        {"centres.west.redial": {"unsolved": "50 %"}, "services.pay.phone": {"solved": "80 %"}},
        lambda made: call_work.calls_are_answered(works(made), [Must(MAIN, 0.9)]),
    ),
    "work_is_done": (AGENTS, {}, lambda made: call_work.work_is_done(works(made))),
    "answers_are_paid": (
        {**AGENTS, "hired": {"most": 3}},
        HIRED,
        lambda made: call_work.answers_are_paid(works(made)),
    ),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_family(name: str, tmp_path: Path) -> None:
    """The program with this family alone is the one in the file, which was read and checked by hand."""
    pools, changes, family = FAMILIES[name]
    made = bare(choice_of(centre({**TINY, **changes, "staffing": {"pools": pools}})))
    made.add(family(made))
    assert written(made.problem, tmp_path) == golden(GOLDEN / f"{name}.lp")


@pytest.mark.parametrize("goal", [IN_TIME, ANSWERED], ids=["in time", "answered"])
@pytest.mark.parametrize("rate", [0.1, 1.0, 15.0])
def test_lines_are_above_erlang_a(rate: float, goal: Goal) -> None:
    """No line is below the share with some number of seats, but by the little that lines left out would have been lower; with
    enough seats the share is reached."""
    lines = supporting_lines(rate, 4.0, 3.0, goal)
    for seats in range(1, int(4 * rate) + 20):
        queue = erlang_a(rate, 1 / 4, 1 / 3, seats)
        share = 1 - queue.abandonment if goal is ANSWERED else queue.service_level(1 / 3)
        bound = min(line.at(seats) for line in lines)
        assert share - 0.002 - 1e-9 <= bound
    assert [line.slope for line in lines] == sorted((line.slope for line in lines), reverse=True)
    assert lines[-1].start == pytest.approx(1, abs=0.001)


def test_the_cheapest_level_by_enumeration() -> None:
    """Of all pairs of heads in two blocks, the cheapest whose lines reach 70 % in time is what the program finds."""
    scenario = centre({"calendar.interval": "2 h", "staffing": {"pools": {"agents": {"most": 9}}}})
    choice = choice_of(scenario)
    level = level_of(scenario, scenario.targets[0])
    assert level is not None
    assert level.least == pytest.approx(0.7)
    answer = solve(program_of(choice, [level]).program)
    lines = supporting_lines(1.0, 4.0, 2.0, level.goal)

    def share(heads: int) -> float:
        return max(0.0, min(1.0, *(line.at(heads) for line in lines)))

    pairs = [(a, b) for a in range(10) for b in range(10) if (share(a) + share(b)) / 2 >= 0.7]
    assert answer.status is Status.OPTIMAL
    assert answer.cost == pytest.approx(min(120 * (a + b) for a, b in pairs))


def test_what_must_be_answered() -> None:
    """At most 5 % abandoned is 95 % answered; a line at most 5 points below the best is 75 % where all together have 80 %."""
    measure = "service_level_20_s_missed"
    scenario = centre(
        {
            **TWO_LINES,
            "targets": [
                {"measure": measure, "scope": "channel:phone", "at_least": "80 %"},
                {"measure": "abandoned", "scope": "language:main", "at_most": "5 %"},
                {"measure": f"gap_{measure}", "scope": "language:second", "at_most": "5 %"},
            ],
            "staffing": {"pools": {"agents": {"most": 9}, "both": {"most": 9}}},
        }
    )
    found = {must.lines: round(must.share, 9) for must in musts_of(choice_of(scenario))}
    assert found == {frozenset({"main", "second"}): 0.8, MAIN: 0.95, frozenset({"second"}): 0.75}


def test_left_over_of_a_call() -> None:
    """An exponential call has as much left as it takes in the mean, a constant one half of it."""
    for time, left in (({"exponential": {"mean": "4 min"}}, 4.0), ("4 min", 2.0)):
        scenario = centre({"services.pay.handle_time": time, "staffing": {"pools": AGENTS}})
        choice = choice_of(scenario)
        found = works(Program(choice, pulp.LpProblem()))
        assert len(list(kinds_of(scenario))) == 1
        assert call_work.left_over(found, "agents") == pytest.approx(left, rel=0.01)


def test_days_with_the_same_calls_have_the_same_people() -> None:
    """A week in which half as many call on Saturday and Sunday: five days are one, and two are another with fewer heads."""
    scenario = centre(
        {
            "calendar.days": 7,
            "calendar.interval": "2 h",
            "centres.west.lines.main.arrivals": {
                "per_day": 240,
                "profile": "profile.csv",
                "weekday": {"sat-sun": "50 %"},
            },
            "staffing": {"days": "apart", "pools": {"agents": {"most": 9}}},
        }
    )
    level = level_of(scenario, scenario.targets[0])
    assert level is not None
    answer = solve(program_of(choice_of(scenario), [level]).program)
    days = [answer.heads[2 * day : 2 * day + 2] for day in range(7)]
    assert len({*days[:5]}) == len({*days[5:]}) == 1
    assert sum(days[5]) < sum(days[0])


def test_lines_held_against_others_are_promised_a_share_of_their_own() -> None:
    """Whatever the others are promised, 90 % of the second line are; the gap is what simulation says."""
    scenario = centre({**TWO_LINES, "staffing": {"pools": {"agents": {"most": 9}, "both": {"most": 9}}}})
    second = TargetLevel(IN_TIME, frozenset({"second"}), 0.9, below=MAIN)
    found = program_of(choice_of(scenario), [TargetLevel(IN_TIME, MAIN, 0.5), second])
    assert solve(found.program).status is Status.OPTIMAL
    of_main, of_second = level_program.promised_levels(found)
    assert of_main >= 0.5 - 1e-6
    assert of_second >= 0.9 - 1e-6


def test_a_level_of_the_peak_has_seats_for_it_in_each_stretch() -> None:
    """Where heads may change every two hours, each two have as many as closed forms ask for, and the promise is that of the worst."""
    level = TargetLevel(IN_TIME, MAIN, 0.8, peak=True)
    found = program_of(
        choice_of(centre({"staffing": {"pools": {"agents": {"most": 30, "block": "2 h"}}}})), [level]
    )
    answer = solve(found.program)
    least = fewest(1.0, 4.0, Goal("within", 1 / 3, 0.8), 2.0)
    assert answer.heads == (least, least)
    assert promised_levels(found) == pytest.approx(
        [float(erlang_a(1.0, 1 / 4, 1 / 2, least).service_level(1 / 3, "missed"))]
    )
