"""What is known of a plan, and how: ``certificate.json``. Its keys are described in ``certificate_page.py``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from optimize.allocation import Allocation
from optimize.bounds.bound import Bound
from optimize.cuts.search import Search
from optimize.goal import GoalFound, is_low
from optimize.levels.search import LevelSearch
from optimize.outcome import Alternative, StaffingOutcome
from optimize.plans.plan import trained_in
from optimize.plans.shifts import shift_name
from optimize.plans.stretches import name_of
from optimize.proposal import Proposal
from optimize.slacks import Shortfall, shortfalls
from optimize.two_step.two_step import PRECISION
from optimize.verify.one_person_fewer import OneFewer
from optimize.why import Why
from reports.why_account import account_of
from reports.words import words
from reports.words.targets import verdict_words
from sim.results.result import Result, Verdict
from sim.scenario.target import Target


def certificate(outcome: StaffingOutcome, seed: int, account: Why | None = None) -> dict[str, Any]:
    """What is known of a plan, and how: ``certificate.json``."""
    plan, check, record = outcome.plan, outcome.check, outcome.record
    known: dict[str, Any] = {
        "status": outcome.status,
        "reason": outcome.reason,
        "method": record.method,
        "policy": outcome.choice.scenario.policy,
        "cost": plan.cost if plan else None,
        "cost_of_schedule": plan.schedule if plan else None,
        "cost_of_overtime": plan.overtime if plan else None,
        "cost_of_calls": plan.calls if plan else None,
        "budget": _budget(outcome),
        **_bound(outcome.bound, outcome.gap),
        "struck_out": [{"cost": each.cost} for each in record.struck_out],
        "stopped_after": record.stopped_after,
        "checked": outcome.is_checked,
        "cross_training": [
            {"of": each.of, "into": each.into, "people": people, "cost": each.cost * people}
            for each, people in (trained_in(outcome.choice, plan) if plan else ())
        ],
        "targets": [_target(verdict) for verdict in check.verdicts()] if check else [],
        "replications": check.replications if check else 0,
        "seed": seed,
        "two_step": _two_step(outcome),
        "fewer": _fewer(outcome),
    }
    if record.fewer:
        known["one_fewer"] = _of_all(record.fewer)
    if record.shared:
        known["shared_out"] = _shared(record.shared)
    if record.goal:
        known["goal"] = _goal(record.goal, check)
    if outcome.alternatives:
        known["alternatives"] = [_alternative(each) for each in outcome.alternatives]
    return known | _search(outcome) | ({"why": account_of(account)} if account else {})


def _bound(bound: Bound, gap: float | None) -> dict[str, Any]:
    """A bound, the gap that it leaves, and under what it is right; nothing where none is known, or no plan holds."""
    assumed = words()(f"plan.assumed.{bound.assumed}") if bound.is_known and bound.assumed else None
    return {"bound": bound.cost if bound.is_known else None, "gap": gap, "bound_assumes": assumed}


def _budget(outcome: StaffingOutcome) -> dict[str, Any] | None:
    """What the plan may cost, and whether it keeps to that; None without a budget."""
    staffing, plan = outcome.choice.scenario.staffing, outcome.plan
    if staffing is None or staffing.budget is None:
        return None
    return {"most": staffing.budget, "kept": outcome.choice.affords(plan.cost) if plan else None}


def _goal(found: GoalFound, check: Result | None) -> dict[str, Any]:
    """The goal with its value, what is proven of it, and what other values cost."""
    goal = found.goal
    estimate = check.estimate(goal.measure, goal.scope, goal.period) if check else None
    return {
        "measure": goal.measure,
        "scope": goal.scope,
        "period": goal.period,
        "best": "lowest" if is_low(goal) else "highest",
        "budget": found.budget,
        "value": _number(estimate.mean) if estimate else None,
        "ci_low": _number(estimate.low) if estimate else None,
        "ci_high": _number(estimate.high) if estimate else None,
        "value_in_search": None if found.ended == "given" else _number(found.value),
        "ended": found.ended,
        "bound": found.bound,
        "bound_assumes": words()(f"plan.assumed.{found.assumed or 'heads'}")
        if found.bound is not None
        else None,
        "frontier": [
            {"value": _number(point.value), "cost": point.cost, "within_budget": found.affords(point)}
            for point in found.frontier
        ],
    }


def _alternative(each: Alternative) -> dict[str, Any]:
    """How the search under one of the policies ended."""
    return {
        "policy": each.policy,
        "status": each.status,
        "reason": each.reason,
        "cost": each.cost,
        **_bound(each.bound, each.gap),
    }


def _fewer(outcome: StaffingOutcome) -> list[dict[str, Any]]:
    """The plan with one person fewer: on which shift, what it costs, whether it holds."""
    fewer = outcome.record.fewer
    return [
        {
            "shift": shift_name(outcome.choice.scenario, each.shift),
            "cost": each.plan.cost,
            "holds": each.holds,
        }
        for each in (fewer.tried if fewer else ())
    ]


def _of_all(fewer: OneFewer) -> dict[str, Any]:
    """Which plans with one person fewer were tried, and which were not."""
    return {
        "replications": fewer.replications,
        "tried": len(fewer.tried),
        "not_tried": fewer.untried,
        "kinds_kept_by_rules": list(fewer.bound),
        "left_out": fewer.left_out,
        "cost_of_one_that_fell_short": fewer.fell_short,
    }


def _shared(shared: Allocation) -> dict[str, Any]:
    """Heads by pool, and what was waited with them on the replications of the search."""
    return {
        "heads": shared.heads,
        "minutes_waited": shared.waiting,
        "longest_mean_wait_of_a_hall": shared.worst,
    }


def _search(outcome: StaffingOutcome) -> dict[str, Any]:
    search, record = outcome.record.search, outcome.record
    if search is None:
        return {}
    known = _by_levels(outcome, search) if isinstance(search, LevelSearch) else _by_cuts(outcome, search)
    return {
        "search": {"replications": record.replications, **known},
        "stretches": [name_of(outcome.choice.scenario, place) for place in outcome.choice.places],
        "heads": list(outcome.plan.heads) if outcome.plan else [],
    }


def _by_cuts(outcome: StaffingOutcome, search: Search) -> dict[str, Any]:
    """What a search that learns from simulation did, and the tests of what its bounds rest on."""
    tests, broken = search.line_tests()
    pairs, worse = search.oracle.broken_pairs()
    lines_are_right = not broken and (outcome.plan is None or search.line_bound <= outcome.plan.cost)
    return {
        "rounds": search.rounds,
        "staffings_simulated": search.oracle.simulated,
        "bound_if_more_heads_never_hurt": None if search.has_all else _number(search.bound),
        "bound_if_waits_are_convex": _number(search.line_bound) if lines_are_right else None,
        "tests_of_convexity": {"comparisons": tests, "failed": broken},
        "most_lost_by_hall": search.oracle.guard.most,
        "tests_of_more_heads_never_hurt": {"pairs": pairs, "failed": worse},
    }


def _by_levels(outcome: StaffingOutcome, search: LevelSearch) -> dict[str, Any]:
    """What a search by levels tried: what closed forms promised of each plan, and what simulation kept."""
    targets, tried = outcome.choice.scenario.targets, outcome.record.by("levels")
    return {
        "staffings_simulated": len(search.tried),
        "levels": [targets[number].measure for number in search.guided],
        "tried": [_tried(each, targets) for each in tried],
    }


def _tried(each: Proposal, targets: Sequence[Target]) -> dict[str, Any]:
    """A plan of a search by levels."""
    assert each.promised is not None
    assert each.kept is not None
    assert each.slacks is not None
    return {
        "cost": each.plan.cost,
        "promised": [round(level, 6) for level in each.promised.tolist()],
        "kept": [round(level, 6) for level in each.kept.tolist()],
        "holds": each.holds,
        "short_of": [_short_of(missed) for missed in shortfalls(targets, each.slacks)],
    }


def _short_of(missed: Shortfall) -> dict[str, Any]:
    """A target that a plan missed, and by how much in the measure's unit; null where the measure has no value."""
    target = missed.target
    where = {"measure": target.measure, "scope": target.scope, "period": target.period}
    return {**where, "by": _number(missed.by)}


def _two_step(outcome: StaffingOutcome) -> dict[str, Any]:
    """Plans by requirements: that for the forecast, the one for the least volume that holds, and that which is the plan."""
    steps = outcome.record.by("requirements")
    return {
        "as_it_stands": _step([step for step in steps if step.factor == 1]),
        "least_volume_that_holds": _step(
            [step for step in steps if step.holds and step.checked is not False]
        ),
        "of_the_plan": _step(_of_the_plan(outcome)),
        "precision": PRECISION,
    }


def _step(steps: list[Proposal]) -> dict[str, Any] | None:
    """The first of some two-step plans: times which volume it is for, what it costs, whether it held in the search."""
    if not steps:
        return None
    return {
        "volume": steps[0].factor,
        "cost": steps[0].plan.cost,
        "holds_in_search": steps[0].holds,
        "holds_in_check": steps[0].checked,
    }


def _of_the_plan(outcome: StaffingOutcome) -> list[Proposal]:
    """The two-step plans that are the plan, from the forecast's volume on; none where it comes from another method."""
    plan, steps = outcome.plan, outcome.record.by("requirements")
    if plan is None or outcome.record.method != "two-step":
        return []
    same = [step for step in steps if step.plan.heads == plan.heads and step.factor >= 1]
    return sorted(same, key=lambda step: step.factor)


def _target(verdict: Verdict) -> dict[str, Any]:
    target, estimate = verdict.target, verdict.estimate
    return {
        "measure": target.measure,
        "scope": target.scope,
        "period": target.period,
        "side": "at_most" if target.at_most is not None else "at_least",
        "threshold": verdict.threshold,
        "confidence": target.confidence,
        "value": _number(estimate.mean),
        "ci_low": _number(estimate.low),
        "ci_high": _number(estimate.high),
        "limit": _number(verdict.limit),
        "holds": verdict.holds,
        "verdict": verdict_words(verdict, words()),
    }


def _number(value: float) -> float | None:
    """A number as JSON knows them."""
    return value if math.isfinite(value) else None
