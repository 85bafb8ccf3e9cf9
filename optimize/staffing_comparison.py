"""A plan beside the staffing that the scenario has: both on the replications of the plan's check."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimize.abandonment_guard import ALLOWANCE, unguarded
from optimize.abandonment_guard import MEASURE as LOST
from optimize.deadline import Deadline
from optimize.outcome import StaffingOutcome
from optimize.requirements.counter_requirements import Requirement, Way
from optimize.simulation import Simulation
from optimize.two_step.simulated_requirements import simulated_needs
from optimize.two_step.two_step import needs
from sim.results.result import Result
from sim.running.workers import Workers

FEWEST = 2
"""Replications at least: one has no interval."""


@dataclass(frozen=True)
class StaffingComparison:
    """What a report of a plan shows.

    Attributes
    ----------
    before, after : Result
        The scenario's own staffing, and the plan, on the same fresh replications; the former on the first of them alone where time was short.
    needs : list of Requirement
        What each interval requires at the forecast volume; empty where closed forms, or simulation, know none of the targets.
    """

    before: Result
    after: Result
    needs: list[Requirement]

    @property
    def lost_calls(self) -> dict[str, tuple[float, float]]:
        """By call centre, what share of its contacts the plan loses, and the scenario's own staffing: where that is more than half as
        much as a plan of a hall could lose."""
        shares = {
            centre: (_lost(self.after, centre), _lost(self.before, centre)) for centre in self._unguarded
        }
        return {centre: (plan, own) for centre, (plan, own) in shares.items() if plan > (own + ALLOWANCE) / 2}

    @property
    def _unguarded(self) -> list[str]:
        return unguarded(self.before.scenario) if self.before.scenario.staffing else []


def compare_with_own_staffing(
    outcome: StaffingOutcome,
    seed: int,
    way: Way = "sipp",
    workers: Workers = 1,
    until: Deadline | None = None,
) -> StaffingComparison | None:
    """Simulate the scenario's own staffing on the replications of the check, or on the first of them where time is short; None where there is no
    plan.

    Parameters
    ----------
    outcome : StaffingOutcome
        What the search ended with.
    seed : int
        Seed of the dice.
    way : str
        How the requirements are worked out.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
    until : Deadline, optional
        When it is over.
    """
    after = outcome.as_policy
    if outcome.plan is None or after is None:
        return None
    fresh = outcome.record.fresh
    simulation = Simulation(
        outcome.choice, fresh[: _affordable(len(fresh), until or Deadline())], seed, workers
    )
    (before,) = simulation.of_changes([{}])
    return StaffingComparison(before, after, _needs(outcome, simulation, way))


def _affordable(count: int, until: Deadline) -> int:
    """How many of so many replications there is time for; they take what is known to come behind the search."""
    left, whole = until.left(), until.behind.seconds
    return count if left is None or left >= whole else max(min(FEWEST, count), int(count * left / whole))


def _lost(result: Result, centre: str) -> float:
    """The share of the contacts of a call centre that is lost; none where nobody calls."""
    return float(np.nan_to_num(result.estimate(LOST, f"centre:{centre}").mean))


def _needs(outcome: StaffingOutcome, simulation: Simulation, way: Way) -> list[Requirement]:
    if way == "simulation":
        return list(outcome.record.needs) or simulated_needs(simulation)
    try:
        return needs(outcome.choice, way)
    except ValueError:  # more servers than there can be
        return []
