"""The section of a page that says what a plan is: what it costs, how much cheaper one could be, and hours of whom it takes."""

from __future__ import annotations

from dataclasses import dataclass

from optimize.outcome import StaffingOutcome
from optimize.plans.plan import trained_in
from optimize.staffing_comparison import StaffingComparison
from optimize.why import Why
from reports.goal_facts import budget_facts, goal_facts, stopped_facts
from reports.plan_hours import cost_of_others, hours_on_duty, planned_pools
from reports.plan_terminal import one_fewer_said
from reports.tables import Cell, Row
from reports.why_section import WhySection, why_section
from reports.words import Words, format_value
from reports.words.names import words_for
from sim.scenario.staffing import CrossTraining

WORTH_TELLING = 0.5
"""Yuan from which on overtime or calls are told (assumed: less is shown as nothing)."""


@dataclass(frozen=True)
class PlanSection:
    """What the section shows.

    Attributes
    ----------
    cost : float
        Yuan over the horizon, which the headline says too.
    facts : list of (str, str)
        Pairs of name and value.
    columns : list of str
        Headings of the table after that of the pools.
    pools : list of Row
        A row a pool: hours on duty as the scenario stands and by the plan, fewest and most heads of the plan.
    alternatives : list of Row
        A row a policy among which the plan was chosen: how its own search ended, cost, bound, gap; empty without a choice.
    on_top : float
        Yuan that the plan costs and no staff cost has: those of training.
    why : WhySection or None
        Why the plan is as it is, where that was asked.
    """

    cost: float
    facts: list[tuple[str, str]]
    columns: list[str]
    pools: list[Row]
    alternatives: list[Row]
    on_top: float = 0.0
    why: WhySection | None = None


def plan_section(
    outcome: StaffingOutcome,
    beside: StaffingComparison,
    language: str = "en",
    account: Why | None = None,
) -> PlanSection:
    """What a page says of a plan, in a language.

    Parameters
    ----------
    outcome : StaffingOutcome
        What the search ended with; it has a plan that was checked.
    beside : StaffingComparison
        The plan beside the scenario's own staffing.
    language : str
        ``en`` or ``zh``.
    account : Why, optional
        Why the plan is as it is.
    """
    assert outcome.plan is not None
    say = words_for([beside.before, beside.after, outcome.choice.scenario], language)
    facts = [
        *_policy(outcome, say),
        (say("plan.status"), _status(outcome, say)),
        (say("plan.cost"), _cost(outcome, say)),
        *goal_facts(outcome, say),
        *budget_facts(outcome, say),
        *_trained(outcome, say),
        *stopped_facts(outcome, say),
        *_bound(outcome, say),
        (say("plan.check"), say("plan.check_value", replications=f"{beside.after.replications:,}")),
    ]
    facts += [*_fewer(outcome, say), *_lost(outcome, beside, say)]
    hours = [say("plan.hours", policy=say.policy(each.policy)) for each in (beside.before, beside.after)]
    columns = [*hours, say("plan.heads")]
    return PlanSection(
        outcome.plan.cost,
        facts,
        columns,
        _pools(outcome, beside, say),
        _alternatives(outcome, say),
        _training(outcome),
        why_section(account, say) if account else None,
    )


def _training(outcome: StaffingOutcome) -> float:
    """Yuan for training."""
    assert outcome.plan is not None
    return sum(each.cost * people for each, people in trained_in(outcome.choice, outcome.plan))


def _policy(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """Which of several policies the plan is for; nothing where there was no choice."""
    if not outcome.alternatives:
        return []
    policy, count = outcome.choice.scenario.policy, len(outcome.alternatives)
    said = say("plan.policy_value", policy=say.policy(policy), count=count, name=policy)
    return [(say("policy"), said)]


def _alternatives(outcome: StaffingOutcome, say: Words) -> list[Row]:
    rows = []
    for each in outcome.alternatives:
        is_known = each.bound.is_known
        cells = (
            say(f"plan.alternative.{each.status}"),
            "" if each.cost is None else format_value(each.cost, "yuan", say.language),
            format_value(each.bound.cost, "yuan", say.language) if is_known else "",
            "" if each.gap is None else format_value(each.gap, "share", say.language),
        )
        rows.append(Row(say.policy(each.policy), [Cell(text) for text in cells]))
    return rows


def _status(outcome: StaffingOutcome, say: Words) -> str:
    shared = outcome.record.shared
    if outcome.record.method == "check":
        return say(f"book.status.{outcome.status}")
    if shared is None:
        key = f"plan.{outcome.status}_goal" if outcome.record.goal else f"plan.{outcome.status}"
        return say(key, replications=f"{outcome.record.replications:,}")
    waiting, worst = (
        format_value(minutes, "min", say.language) for minutes in (shared.waiting, shared.worst)
    )
    return say("plan.shared", waiting=waiting, worst=worst)


def _cost(outcome: StaffingOutcome, say: Words) -> str:
    plan, calendar = outcome.plan, outcome.choice.scenario.calendar
    assert plan is not None
    values = {
        "cost": format_value(plan.cost, "yuan", say.language),
        "start": say.date(calendar.date(0)),
        "end": say.date(calendar.date(calendar.days - 1)),
    }
    parts = {"overtime": plan.overtime, "calls": plan.calls}
    said = [
        say(f"plan.cost_of_{name}", **{name: format_value(cost, "yuan", say.language)})
        for name, cost in parts.items()
        if cost >= WORTH_TELLING
    ]
    others = cost_of_others(outcome)
    if others >= WORTH_TELLING:
        both = {"others": others, "whole": plan.cost + others}
        words = {name: format_value(value, "yuan", say.language) for name, value in both.items()}
        said.append(say("plan.cost_of_others", **words))
    return "".join((say("plan.cost_value", **values), *said))


def _trained(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """How many are trained of one pool for another, and what that costs."""
    assert outcome.plan is not None
    return [
        (say("plan.trained", of=say.pool(each.of), into=say.pool(each.into)), _people(each, people, say))
        for each, people in trained_in(outcome.choice, outcome.plan)
    ]


def _people(training: CrossTraining, people: int, say: Words) -> str:
    if not people:
        return say("plan.trained_nobody")
    cost = format_value(training.cost * people, "yuan", say.language)
    return say("plan.trained_value", people=people, cost=cost)


def _bound(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """What no plan costs less than, under what that is right, and of which plans it is not said; nothing where that is not known."""
    return [*_refuted(outcome, say), *_known_bound(outcome, say), *_struck_out(outcome, say)]


def _refuted(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """That what a bound would rest on was seen to fail."""
    if not outcome.record.is_refuted:
        return []
    pairs, failed = outcome.record.compared
    return [(say("plan.refuted"), say("plan.refuted_value", pairs=pairs, failed=failed))]


def _struck_out(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """Plans that held in the search and not in their check."""
    struck = outcome.record.struck_out
    if not struck:
        return []
    cost = format_value(min(plan.cost for plan in struck), "yuan", say.language)
    said = say("plan.struck_out_value", count=len(struck), cost=cost)
    return [(say("plan.struck_out"), said)]


def _known_bound(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """What no plan costs less than, and under what that is right."""
    if outcome.gap is None:
        return []
    assumed = outcome.bound.assumed or "heads"
    bound = format_value(outcome.bound.cost, "yuan", say.language)
    gap = format_value(outcome.gap, "share", say.language)
    key = "plan.bound_in_search" if assumed in ("heads", "orders") else "plan.bound_value"
    return [
        (say("plan.bound"), say(key, bound=bound, gap=gap)),
        (say("plan.assumed"), say(f"plan.assumed.{assumed}")),
    ]


def _fewer(outcome: StaffingOutcome, say: Words) -> list[tuple[str, str]]:
    """What one person fewer does, and whom the plan could do without."""
    facts, some = [], outcome.record.fewer
    if some and some.left_out:
        facts.append((say("plan.left_out"), say("plan.left_out_value", people=some.left_out)))
    if some and some.tried:
        facts.append((say("plan.fewer"), one_fewer_said(some, say)))
    return facts


def _lost(outcome: StaffingOutcome, beside: StaffingComparison, say: Words) -> list[tuple[str, str]]:
    """How many customers the plan loses, where that is not little."""
    found = []
    for hall, shares in outcome.lost.items():
        share, most = (format_value(each, "share", say.language) for each in shares)
        found.append(
            (say("plan.lost", hall=say.scope(f"hall:{hall}")), say("plan.lost_value", share=share, most=most))
        )
    for centre, shares in beside.lost_calls.items():
        share, own = (format_value(each, "share", say.language) for each in shares)
        said = say("plan.lost_call_value", share=share, own=own)
        found.append((say("plan.lost", hall=say.scope(f"centre:{centre}")), said))
    return found


def _pools(outcome: StaffingOutcome, beside: StaffingComparison, say: Words) -> list[Row]:
    rows = []
    for each in planned_pools(outcome):
        hours = [f"{value:,.1f}" for value in (hours_on_duty(beside.before, each.pool), each.hours)]
        heads = say("interval", low=each.fewest, high=each.most)
        rows.append(Row(say.pool(each.pool), [Cell(text) for text in (*hours, heads)]))
    return rows
