"""What a search found is handed out: checked, without people who can be spared, and with what is known of it."""

from __future__ import annotations

from dataclasses import replace

from optimize.outcome import StaffingOutcome
from optimize.proposal import Proposal
from optimize.task import Task
from optimize.verify.check import CheckedPlan, why_unchecked
from optimize.verify.one_person_fewer import Guide, OneFewer
from optimize.verify.spare import Sparing


def unchecked(outcome: StaffingOutcome, task: Task) -> StaffingOutcome:
    """The outcome with a plan of which no check was ended."""
    ended = replace(outcome, status="time_limit", reason=why_unchecked(task))
    return ended.with_record(stopped_after=task.until.last.seconds_if_over).with_bounds()


def handed_out(
    task: Task, found: StaffingOutcome, held: CheckedPlan, guide: Guide, attempt: int, stopped: bool = False
) -> tuple[StaffingOutcome, int]:
    """The outcome with a plan that held in its check, or what is left of it without people whom it does not need; and the number of the last check.

    Parameters
    ----------
    task : Task
        What is asked for; a two-step plan is left as closed forms have it, and one for a goal has nobody to spare as long as its budget lasts.
    found : StaffingOutcome
        With all else that is known.
    held : CheckedPlan
        The plan.
    guide : Guide
        What says whose loss should hurt least, where not all can be tried.
    attempt : int
        Number of its check.
    stopped : bool
        Whether the search was ended by its time limit, if there was one.
    """
    fewer: OneFewer | None = None
    sparing = Sparing(task, guide, attempt)
    if task.method == "cuts" and found.record.goal is None:
        with task.until.ends():
            for better in sparing.plans(held):
                held, fewer = better
    stopped |= sparing.cut_short and found.status != "optimal"
    after = replace(found, reason="", plan=held.plan, check=held.result)
    if found.plan is not None and task.method == "cuts":
        own = Proposal("search", found.plan, True, True)
        after = after.with_record(proposals=(*found.record.proposals, own))
    seconds = task.until.seconds if stopped else found.record.stopped_after
    known = after.with_record(fresh=held.fresh, fewer=fewer, stopped_after=seconds, checked_guard=held.guard)
    return known.with_bounds(), sparing.attempt
