"""A plan beside the staffing that the scenario has: both on the replications of the plan's check."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.outcome import Outcome
from optimize.two_step.requirements import Requirement, Way
from optimize.two_step.simulated import simulated_needs
from optimize.two_step.two_step import needs
from sim.candidates import evaluate
from sim.result import Result


@dataclass(frozen=True)
class Beside:
    """What a report of a plan shows.

    Attributes
    ----------
    before, after : Result
        The scenario's own staffing, and the plan, on the same fresh replications.
    needs : list of Requirement
        What each interval requires at the forecast volume; empty where closed forms, or simulation, know none of the targets.
    """

    before: Result
    after: Result
    needs: list[Requirement]


def beside(outcome: Outcome, seed: int, way: Way = "sipp", workers: int = 1) -> Beside | None:
    """Simulate the scenario's own staffing on the replications of the check; None where there is no plan.

    Parameters
    ----------
    outcome : Outcome
        What the search ended with.
    seed : int
        Seed of the dice.
    way : str
        How the requirements are worked out.
    workers : int
        Processes at most; they change no digit.
    """
    after = outcome.as_policy
    if outcome.plan is None or after is None:
        return None
    (before,) = evaluate(outcome.choice.scenario, [{}], outcome.fresh, seed, workers=workers)
    return Beside(before, after, _needs(outcome, seed, way))


def _needs(outcome: Outcome, seed: int, way: Way) -> list[Requirement]:
    if way == "simulation":
        return outcome.needs or simulated_needs(outcome.choice, outcome.fresh, seed)
    try:
        return needs(outcome.choice, way)
    except ValueError:  # more servers than there can be
        return []
