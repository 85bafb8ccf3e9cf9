"""A choice among policies: each is staffed, and the cheapest plan that holds is the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from optimize.bounds.bound import Bound
from optimize.cuts.search import SMALL
from optimize.outcome import Alternative, CannotStaff, PlanStatus, StaffingOutcome
from optimize.staff import staffed
from optimize.task import Task
from sim.scenario import Scenario


def staff_under_policies(
    scenarios: Sequence[Scenario], task_for: Callable[[Scenario], Task]
) -> StaffingOutcome:
    """Staff a scenario under each of some policies, and choose the cheapest plan.

    Parameters
    ----------
    scenarios : sequence of Scenario
        Under each of the policies, over the same days; where plans cost the same, the first one is chosen.
    task_for : callable
        Makes the task of one of them. What is left of the first one's time is shared out to those that are still to come.

    Returns
    -------
    StaffingOutcome
        That of the chosen policy, with all of them as its alternatives: optimal where no policy allows anything cheaper. Without a
        plan, that of the first policy of which it is not known that it has none.

    Raises
    ------
    CannotStaff
        One of them cannot be staffed, or they have other days, so that costs cannot be compared; nothing was simulated.
    SolverError
        There is no solver, or it broke off.
    """
    tasks = [_task(scenario, task_for) for scenario in scenarios]
    _have_the_same_days(scenarios)
    found, ceiling = list[StaffingOutcome](), float("inf")
    for place, task in enumerate(tasks):
        until = tasks[0].until.part(1 / (len(tasks) - place))
        outcome = staffed(replace(task, until=until, say=_of_policy(task), ceiling=ceiling))
        ceiling = min(ceiling, outcome.plan.cost if outcome.plan and outcome.is_checked else ceiling)
        found.append(outcome)
    is_stopped = any(each.record.stopped_after is not None for each in found)
    return chosen(found).with_record(stopped_after=tasks[0].until.seconds if is_stopped else None)


def chosen(found: Sequence[StaffingOutcome]) -> StaffingOutcome:
    """The outcome with the cheapest plan of those that were checked, if any was, with all as its alternatives."""
    alternatives = tuple(map(_alternative, found))
    bound = min((each.bound for each in alternatives), key=lambda bound: bound.cost)
    best = replace(min(found, key=_order), alternatives=alternatives, bound=bound)
    if best.plan is not None and not best.is_checked:
        return best.with_bounds()
    if best.plan is None:
        undecided = [each for each in found if each.status != "infeasible"]
        reason = "; ".join(f"{each.policy}: {each.reason}" for each in alternatives)
        first = (undecided or found)[0]
        return replace(first, reason=reason, alternatives=alternatives, bound=bound)
    is_cheapest = bound.cost >= best.plan.cost * (1 - SMALL)
    status: PlanStatus = "optimal" if best.status == "optimal" and is_cheapest else "feasible"
    return replace(best, status=status).with_bounds()


def _order(outcome: StaffingOutcome) -> tuple[bool, float]:
    """Plans that were checked come first, then the others, from cheap to dear."""
    return not outcome.is_checked, outcome.plan.cost if outcome.plan else float("inf")


def _alternative(outcome: StaffingOutcome) -> Alternative:
    none_holds = outcome.status == "infeasible" and outcome.record.method == "cuts"
    return Alternative(
        outcome.choice.scenario.policy,
        outcome.status,
        outcome.reason,
        outcome.plan.cost if outcome.plan else None,
        Bound(float("inf"), outcome.bound.assumed) if none_holds else outcome.bound,
    )


def _task(scenario: Scenario, task_for: Callable[[Scenario], Task]) -> Task:
    try:
        return task_for(scenario)
    except CannotStaff as error:
        raise CannotStaff(f"policy {scenario.policy}: {error}") from None


def _of_policy(task: Task) -> Callable[[str], None]:
    return lambda text: task.say(f"{task.choice.scenario.policy}: {text}")


def _have_the_same_days(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for other in scenarios[1:]:
        if (other.calendar.start, other.calendar.days) != (first.calendar.start, first.calendar.days):
            raise CannotStaff(
                f"the policies {first.policy} and {other.policy} have other days, so that the costs of their plans cannot be "
                "compared: take calendar.start and calendar.days out of the policy, or the policy out of staffing.policies"
            )
