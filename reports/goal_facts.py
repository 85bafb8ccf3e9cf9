"""A goal and a budget in words and as rows: the value, what is proven of it, what other values cost, and whether the budget is kept."""

from __future__ import annotations

from optimize.goal import GoalFound, is_low
from optimize.outcome import StaffingOutcome
from reports.csv_text import csv_of_rows
from reports.words import Words, format_interval, format_value, shown_unit
from sim.measures.registry import measure

FRONTIER = "frontier.csv"


def goal_facts(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """Pairs of name and value: the goal in the check, and what no plan within the budget is better than; nothing without a goal."""
    found = outcome.record.goal
    if found is None:
        return []
    goal, unit = found.goal, shown_unit(found.goal.measure)
    facts = [(say("plan.goal"), _value(outcome, found, say))]
    if found.ended in ("tried", "effort"):
        facts.append((say("plan.goal_ended"), say(f"plan.goal_ended.{found.ended}")))
    if found.bound is not None:
        bound = format_value(found.bound, unit, say.language)
        side = "low" if is_low(goal) else "high"
        facts.append((say("plan.goal_bound"), say(f"plan.goal_bound.{side}", bound=bound)))
        facts.append((say("plan.assumed"), say(f"plan.assumed.{found.assumed or 'heads'}")))
    return facts


def budget_facts(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """What the plan costs against its budget; nothing without one."""
    staffing, plan = outcome.choice.scenario.staffing, outcome.plan
    if staffing is None or staffing.budget is None or plan is None:
        return []
    amounts = {"cost": plan.cost, "budget": staffing.budget}
    said = {name: format_value(value, "yuan", say.language) for name, value in amounts.items()}
    kept = outcome.choice.affords(plan.cost)
    return [(say("plan.budget"), say("plan.budget_kept" if kept else "plan.budget_broken", **said))]


def stopped_facts(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """That a time limit ended the search; nothing where it came to its own end."""
    seconds = outcome.record.stopped_after
    key = "plan.stopped_goal" if outcome.record.goal else "plan.stopped_value"
    return [] if seconds is None else [(say("plan.stopped"), say(key, seconds=f"{seconds:g}"))]


def _value(outcome: StaffingOutcome, found: GoalFound, say: Words) -> str:
    """The goal in the check or, where there was none, in the search."""
    goal, unit = found.goal, shown_unit(found.goal.measure)
    values = {
        "measure": say.measure(goal.measure, goal.scope, goal.period),
        "budget": format_value(found.budget, "yuan", say.language),
    }
    if outcome.check is None:
        value = format_value(found.value, unit, say.language)
        return say("plan.goal_in_search", value=value, **values)
    estimate = outcome.check.estimate(goal.measure, goal.scope, goal.period)
    value = format_value(estimate.mean, unit, say.language)
    interval = format_interval(estimate.low, estimate.high, unit, say.language, estimate.mean)
    return say("plan.goal_value", value=value, interval=interval, **values)


def frontier_csv(found: GoalFound) -> str:
    """What values of the goal cost, on the replications of the search, from cheap to dear."""
    goal = found.goal
    where = (goal.measure, goal.scope, goal.period, measure(goal.measure).unit)
    return csv_of_rows(
        ("measure", "scope", "period", "unit", "value", "cost", "within_budget"),
        (
            [*where, f"{point.value:.6g}", f"{point.cost:.2f}", "yes" if found.affords(point) else "no"]
            for point in found.frontier
        ),
    )
