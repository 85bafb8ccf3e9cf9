"""The one loop of all searches: propose a plan, check it on fresh replications, learn from what falls short, and stop where one holds.

What differs from search to search is who proposes: cuts, halls one by one, levels, or a list of all plans. Each says in its outcome what
it knows, and where it has no plan, why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from optimize.handing_out import handed_out, unchecked
from optimize.outcome import StaffingOutcome
from optimize.plans.plan import Plan
from optimize.proposal import Proposal
from optimize.task import Task
from optimize.verify.check import ATTEMPTS, CheckedPlan, check_on_fresh_in_time
from optimize.verify.one_person_fewer import Guide


class Proposer(Protocol):
    """Who proposes plans, and learns from their checks."""

    @property
    def guide(self) -> Guide:
        """What says whose loss should hurt a plan least."""

    @property
    def check(self) -> int:
        """Replications of a check."""

    def propose(self, attempt: int) -> StaffingOutcome:
        """The best plan that is not known to fall short, so many plans having fallen short before, with all that is known of it."""

    def fell_short(self, held: CheckedPlan) -> None:
        """Learn from a check."""

    def improved(self, held: CheckedPlan, attempt: int) -> tuple[CheckedPlan, int]:
        """A cheaper plan that holds in a check, if the proposer knows one that is worth it, with the number of the last check."""

    def settled(self, outcome: StaffingOutcome) -> tuple[StaffingOutcome, Plan | None]:
        """The outcome with what its bound is, now that its plan, without people who are not needed, is known to hold in a check: what the search
        had ruled out, and the check has shown to hold, is not ruled out any more. And a cheaper plan that this makes possible and that holds
        on the replications of the search, if there is one."""


def search(task: Task, proposer: Proposer) -> StaffingOutcome:
    """Have plans proposed until one holds on fresh replications; that one, without people whom it does not need."""
    failed, said = list[CheckedPlan](), _given_up(ATTEMPTS)
    for attempt in range(ATTEMPTS):
        found = proposer.propose(attempt)
        if found.plan is None:
            return _without_plan(found, failed)
        held = check_on_fresh_in_time(task, found.plan, attempt, proposer.check)
        found = _with_failed(found, failed)
        if held is None:
            return unchecked(found, task)
        if held.holds:
            found = _with_checked_steps(found, held.plan, True)
            better, last = proposer.improved(held, attempt)
            if better is not held:
                found = replace(found, plan=better.plan)
            return settled(task, proposer, *handed_out(task, found, better, proposer.guide, last))
        failed.append(held)
        proposer.fell_short(held)
        if task.until.is_over:
            said = "no plan found in time held in the check on fresh replications: give it longer"
            break
    ended = replace(found, status="time_limit", reason=said, plan=None).with_record(stopped_after=None)
    return _with_failed(ended, failed[-1:])


def settled(task: Task, proposer: Proposer, outcome: StaffingOutcome, last: int) -> StaffingOutcome:
    """The outcome with its bound; or with a cheaper plan that holds in a check, which whoever was found not to be needed has made possible.

    Parameters
    ----------
    task : Task
        What is asked for.
    proposer : Proposer
        Who knows bounds and cheaper plans.
    outcome : StaffingOutcome
        What is handed out.
    last : int
        Number of the last check.
    """
    outcome, possible = proposer.settled(outcome)
    for _ in range(ATTEMPTS):
        held = check_on_fresh_in_time(task, possible, last + 1, proposer.check) if possible else None
        if held is None or outcome.plan is None or (held.holds and held.plan.cost >= outcome.plan.cost):
            break
        last += 1
        if held.holds:
            outcome, last = handed_out(task, replace(outcome, plan=held.plan), held, proposer.guide, last)
        else:
            proposer.fell_short(held)
            outcome = _with_failed(outcome, [held])
        outcome, possible = proposer.settled(outcome)
    return outcome


def _given_up(count: int) -> str:
    return f"{count} plans held in the search and not in the check on fresh replications: search with more replications"


def _without_plan(outcome: StaffingOutcome, failed: Sequence[CheckedPlan]) -> StaffingOutcome:
    """How a search without a plan ended: after plans that held in the search and not in their check, it is not known that none can hold."""
    if outcome.status != "infeasible" or not failed:
        return outcome
    said = (
        f"{len(failed)} of the plans held in the search and not in the check on fresh replications, and no other holds: "
        "search with more replications"
    )
    return _with_failed(replace(outcome, status="time_limit", reason=said), failed)


def _with_failed(outcome: StaffingOutcome, failed: Sequence[CheckedPlan]) -> StaffingOutcome:
    """The outcome with plans on its record that had held in the search and fell short of their check."""
    for each in failed:
        outcome = _with_checked_steps(outcome, each.plan, False)
    struck = [Proposal("search", each.plan, True, False) for each in failed]
    return outcome.with_record(proposals=(*outcome.record.proposals, *struck))


def _with_checked_steps(outcome: StaffingOutcome, plan: Plan, holds: bool) -> StaffingOutcome:
    """The outcome with what is known of the check of the two-step plans that are a plan; they had held in a search."""
    steps = tuple(
        replace(each, plan=plan, holds=True, checked=holds)
        if each.by == "requirements" and each.plan.heads == plan.heads
        else each
        for each in outcome.record.proposals
    )
    return outcome.with_record(proposals=steps)
