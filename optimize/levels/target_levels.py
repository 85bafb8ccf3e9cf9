"""The level that a target asks for: which share of whose calls is to be as it should, and how large."""

from __future__ import annotations

from dataclasses import replace

from optimize.levels.program import TargetLevel
from optimize.requirements.call_requirements import CallGoal, call_goal
from optimize.requirements.erlang import Goal
from sim.measures.gap_measures import base_name
from sim.scenario import Scenario
from sim.scenario.target import PEAKS, Target, threshold


def level_of(scenario: Scenario, target: Target) -> TargetLevel | None:
    """The level that a target asks for; None where closed forms cannot promise it."""
    if target.period == "open_peak" and not _begin_open(scenario):
        return None  # calls of an interval that begins before the opening are not in it
    prefix, base = base_name(target.measure)
    kind, _, line = target.scope.partition(":")
    if prefix == "gap_" and kind == "language" and target.at_most is not None:
        like = target.model_copy(update={"measure": base, "at_most": None, "at_least": "0 %"})
        own = call_goal(scenario, like)
        others = frozenset(_like(scenario, line) - {line})
        return (
            TargetLevel(_bare(own), own.lines, -threshold(target), others)
            if own and line and others
            else None
        )
    found = call_goal(scenario, target) if not prefix else None
    if found is None or found.goal.kind == "mean":
        return None
    share = 1 - found.goal.share if found.goal.kind == "abandoned" else found.goal.share
    return TargetLevel(_bare(found), found.lines, share, peak=target.period in PEAKS)


def _begin_open(scenario: Scenario) -> bool:
    """Whether centres are open at the beginning of each interval in which they open, so that both peaks are the same."""
    step = scenario.calendar.interval
    return all(
        window.start % step == 0
        for site in scenario.sites.values()
        if site.kind == "centre"
        for day in range(scenario.calendar.days)
        for window in site.hours(scenario.calendar, day)
    )


def _bare(found: CallGoal) -> Goal:
    """A goal without its share, so that the same curves serve all shares."""
    return replace(found.goal, share=0.0)


def _like(scenario: Scenario, line: str) -> set[str]:
    """Lines of the channel of a line."""
    doors = [door for site in scenario.sites.values() for door in site.doors if door.line]
    channels = {door.channel for door in doors if door.line == line}
    return {str(door.line) for door in doors if door.channel in channels}


def level_reached(level: TargetLevel, mean: float, target: Target) -> float:
    """A measure as the share that a level is about."""
    if level.below:
        return -mean  # how far below the others, as a share that is to be large
    return 1 - mean if target.at_most is not None else mean
