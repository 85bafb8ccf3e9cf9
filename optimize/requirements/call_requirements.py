"""Heads required in each interval of a call centre, by closed forms, team by team: the counterpart of `requirements` for calls.

A team here is the first step of the routes: calls are split by the routes' shares, and no pool helps another. Erlang A with the
centre's mean patience, or Erlang C where nobody hangs up; the heads that it asks for are then raised for those who are missing on a
day or in training.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import get_args

from optimize.requirements.call_load import scheduled
from optimize.requirements.counter_requirements import Requirement, Variant, rate_of
from optimize.requirements.erlang import Goal, fewest, fewest_by_square_root
from optimize.requirements.teams import Team, first_teams
from sim.measures.registry import threshold_minutes
from sim.scenario import Scenario
from sim.scenario.target import Target, threshold
from sim.scenario.units import Window
from sim.theory.abandonment import Abandoned


@dataclass(frozen=True)
class CallGoal:
    """What closed forms can aim at with calls.

    Attributes
    ----------
    goal : Goal
        What it is.
    lines : frozenset of str
        Names of the lines whose calls it is about.
    """

    goal: Goal
    lines: frozenset[str]


def call_goal(scenario: Scenario, target: Target) -> CallGoal | None:
    """The goal that a target is for calls; None where closed forms know nothing of its measure or scope."""
    lines, name = _lines_in(scenario, target.scope), target.measure
    if not lines:
        return None
    if name.startswith("service_level_") and target.at_least is not None:
        names: tuple[Abandoned, ...] = get_args(Abandoned)
        counted = [each for each in names if name.endswith(each.replace(" ", "_"))]
        lost: Abandoned = counted[0] if counted else "missed"
        share = min(threshold(target), 1 - 1e-9)
        return CallGoal(Goal("within", threshold_minutes(name), share, lost), lines)
    if name == "abandoned" and target.at_most is not None:
        return CallGoal(Goal("abandoned", 0.0, threshold(target)), lines)
    if name == "answered" and target.at_least is not None:
        return CallGoal(Goal("abandoned", 0.0, 1 - threshold(target)), lines)
    if name == "speed_of_answer" and target.at_most is not None:
        return CallGoal(Goal("mean", threshold(target)), lines)
    return None


def _lines_in(scenario: Scenario, scope: str) -> frozenset[str]:
    kind, _, name = scope.partition(":")
    return frozenset(
        door.line
        for site in scenario.sites.values()
        for door in site.doors
        if door.line
        if kind == "all"
        or name == {"channel": door.channel, site.kind: site.name, "language": door.line}.get(kind)
    )


def call_requirements(
    scenario: Scenario, wanted: CallGoal | None, variant: Variant = "sipp", factor: float = 1.0
) -> list[Requirement]:
    """Requirements of all teams on all days; of no heads for teams that the goal is not about.

    Parameters
    ----------
    scenario : Scenario
        Whose demand; its heads have no influence.
    wanted : CallGoal or None
        What each interval must meet.
    variant : str
        As in `requirements`.
    factor : float
        Times which volume.
    """
    known: dict[tuple[float, float], int] = {}
    found = []
    for team in first_teams(scenario):
        concerned = wanted is not None and wanted.lines.intersection(team.rates)
        for day in range(scenario.calendar.days):
            calls = team.rate[day] * factor
            for span in centre_intervals(scenario, team.centre, day):
                rate = rate_of(calls, span, team.handle, variant)
                seats = _seats(team, rate, wanted.goal, variant, known) if concerned and wanted else 0
                heads = _heads(scenario, team, seats, span, day)
                found.append(Requirement(team.centre, team.pools, day, span, rate, rate * team.handle, heads))
    return found


def _seats(
    team: Team, rate: float, goal: Goal, variant: Variant, known: dict[tuple[float, float], int]
) -> int:
    key = (round(rate, 12), team.handle)
    if key not in known:
        known[key] = (
            fewest_by_square_root(rate * team.handle, team.handle, goal)
            if variant == "square_root" and goal.kind != "abandoned"
            else fewest(rate, team.handle, goal, team.patience)
        )
    return known[key]


def _heads(scenario: Scenario, team: Team, seats: int, span: Window, day: int) -> int:
    """Heads to schedule for so many seats, if they are all of the pool that is missing most."""
    pools = [scenario.pools[pool] for pool in team.pools]
    heads = ceil(seats / team.seats)
    return max(scheduled(pool, heads, scenario.calendar, day, span.start) for pool in pools)


def centre_intervals(scenario: Scenario, name: str, day: int) -> list[Window]:
    """Intervals of the calendar on a day, cut to the hours of a centre."""
    length = scenario.calendar.interval
    spans = []
    for window in scenario.sites[name].hours(scenario.calendar, day):
        first, last = int(window.start // length), ceil(window.end / length)
        spans += [
            Window(max(window.start, number * length), min(window.end, (number + 1) * length))
            for number in range(first, last)
        ]
    return spans
