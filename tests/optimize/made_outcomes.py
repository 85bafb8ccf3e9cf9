"""Outcomes of a search that was not made."""

from __future__ import annotations

from optimize.outcome import StaffingOutcome
from optimize.plans.choice import Choice
from optimize.plans.plan import Plan


def outcome_with(choice: Choice, plan: Plan) -> StaffingOutcome:
    """A plan that nobody checked."""
    return StaffingOutcome(choice, "feasible", plan=plan)
