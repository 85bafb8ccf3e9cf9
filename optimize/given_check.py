"""The check of a plan that somebody gives: what it costs, whether targets hold on fresh replications, which rules it breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from optimize.abandonment_guard import MEASURE as LOST
from optimize.goal import GoalFound, value_of
from optimize.infeasibility import missed
from optimize.outcome import Record, StaffingOutcome
from optimize.plans.broken_rules import broken_rules
from optimize.plans.given import Given
from optimize.plans.plan import Plan
from optimize.rosters.infeasibility import broken_rules as broken_roster_rules
from optimize.rosters.posts import posts_of
from optimize.rosters.program import RosterTask
from optimize.rosters.roster import Assigned, RosterFound
from optimize.simulation import Simulation, can_be_run
from optimize.solver_status import Status
from optimize.verify.check import CheckedPlan, check_on
from sim.running.workers import Workers

Worked = tuple[int, int]
"""Numbers of a person and of a day."""


@dataclass(frozen=True)
class GivenCheck:
    """What is known of a plan that somebody gives.

    Attributes
    ----------
    outcome : StaffingOutcome
        With the plan and its check; ``feasible`` where all targets hold and no rule is broken, else ``infeasible``.
    broken : tuple of str
        Rules that it breaks, in words.
    before : CheckedPlan or None
        The plan as it was before somebody changed it, on the same replications; None where that is not known.
    roster : RosterFound or None
        Who works what, where the plan says so.
    has_shifts : bool
        Whether the plan says who works which shift.
    """

    outcome: StaffingOutcome
    broken: tuple[str, ...]
    before: CheckedPlan | None = None
    roster: RosterFound | None = None
    has_shifts: bool = True

    @property
    def holds(self) -> bool:
        """Whether all targets hold and no rule is broken."""
        return self.outcome.status == "feasible"


def check_given(
    given: Given,
    fresh: range,
    seed: int,
    workers: Workers,
    people: dict[Worked, int] | None = None,
    before: Given | None = None,
) -> GivenCheck:
    """Check a plan.

    Parameters
    ----------
    given : Given
        The plan.
    fresh : range
        Numbers of the replications.
    seed : int
        Seed of the dice.
    workers : int or Executor
        Who works, such as so many processes at most; that changes no digit.
    people : dict, optional
        Who works what: by person and day, the number of the shift of the choice.
    before : Given, optional
        The plan before it was changed.
    """
    roster = _roster(given, people) if people is not None else None
    broken = (*broken_rules(given), *(_broken_by(roster) if roster else ()))
    record = Record(method="check", fresh=fresh)
    if not can_be_run(given.choice, given.plan.heads):
        reason = "a service has nobody who does it"
        outcome = StaffingOutcome(given.choice, "infeasible", reason, given.plan, record=record)
        return GivenCheck(outcome, broken, None, roster, given.has_shifts)
    checked = check_on(Simulation(given.choice, fresh, seed, workers), given.plan)
    broken += _beyond_budget(given, checked.plan)
    reason = _reason(checked, broken)
    record = replace(record, checked_guard=checked.guard, goal=_goal(given, checked))
    outcome = StaffingOutcome(
        given.choice,
        "infeasible" if reason else "feasible",
        reason,
        checked.plan,
        checked.result,
        record=record,
    )
    earlier = check_on(Simulation(before.choice, fresh, seed, workers), before.plan) if before else None
    return GivenCheck(outcome, broken, earlier, roster, given.has_shifts)


def _reason(checked: CheckedPlan, broken: tuple[str, ...]) -> str:
    """Why a plan does not do, in a line; empty where it does."""
    said = []
    if not all(verdict.holds for verdict in checked.result.verdicts()):
        said.append(missed(checked.result))
    elif not checked.holds:
        said.append(_lost(checked))
    if broken:
        said.append("it breaks a rule" if len(broken) == 1 else f"it breaks {len(broken)} rules")
    return "; ".join(said)


def _lost(checked: CheckedPlan) -> str:
    """In which halls a plan loses too many customers, and how many."""
    assert checked.guard is not None
    result, most = checked.result, checked.guard.most
    shares = {hall: result.estimate(LOST, f"hall:{hall}").mean for hall in most}
    too_many = [
        f"{hall} loses {100 * share:.1f} % of its contacts, and may lose {100 * most[hall]:.1f} %"
        for hall, share in shares.items()
        if share > most[hall]
    ]
    return f"{', '.join(too_many)}: what the scenario's own staffing loses of the same contacts, and one in a hundred"


def _goal(given: Given, checked: CheckedPlan) -> GoalFound | None:
    """The scenario's goal under the plan; None where it has none."""
    staffing = given.choice.scenario.staffing
    assert staffing is not None
    if staffing.goal is None or staffing.budget is None:
        return None
    return GoalFound(staffing.goal, staffing.budget, value_of(staffing.goal, checked.result), ended="given")


def _beyond_budget(given: Given, plan: Plan) -> tuple[str, ...]:
    """That overtime and paid calls bring a plan over its budget, where its schedule alone keeps it."""
    assert given.choice.scenario.staffing is not None
    budget = given.choice.scenario.staffing.budget
    if budget is None or not plan.schedule <= budget < plan.cost:
        return ()
    return (f"staffing.budget: {plan.cost:.2f} yuan with overtime and calls, at most {budget:.10g}",)


def _roster(given: Given, people: dict[Worked, int]) -> RosterFound:
    """The roster that a plan says."""
    posts = posts_of(given.choice, given.plan)
    task = RosterTask(given.choice.scenario, posts)
    place = {(post.pool, post.kind, post.day, post.time): post for post in posts}
    shifts = []
    for (person, day), number in sorted(people.items()):
        shift = given.choice.shifts[number]
        shifts.append(Assigned(person, place[shift.pool, shift.kind, day, shift.time], shift.pause))
    return RosterFound(task, Status.FEASIBLE, shifts=tuple(shifts))


def _broken_by(roster: RosterFound) -> tuple[str, ...]:
    numbers = {post: number for number, post in enumerate(roster.task.posts)}
    return broken_roster_rules(roster.task, {(each.person, numbers[each.post]) for each in roster.shifts})
