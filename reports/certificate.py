"""What is known of a plan, and how: ``certificate.json``. Its keys are described in ``certificate_page.py``."""

from __future__ import annotations

import math
from typing import Any

from optimize.allocation import Allocation
from optimize.levels.one_person_fewer import OneFewer
from optimize.levels.search import LevelSearch
from optimize.outcome import Alternative, StaffingOutcome
from optimize.plans.plan import trained_in
from optimize.plans.shifts import shift_name
from optimize.plans.stretches import name_of
from optimize.trials import Shortfall, shortfalls
from optimize.two_step.two_step import PRECISION, TwoStep
from optimize.why import Why
from reports.why_account import account_of
from reports.words import words
from sim.results.result import Verdict


def certificate(outcome: StaffingOutcome, seed: int, account: Why | None = None) -> dict[str, Any]:
    """What is known of a plan, and how: ``certificate.json``."""
    plan, check = outcome.plan, outcome.check
    known: dict[str, Any] = {
        "status": outcome.status,
        "reason": outcome.reason,
        "method": outcome.method,
        "policy": outcome.choice.scenario.policy,
        "cost": plan.cost if plan else None,
        "bound": _number(outcome.bound) if outcome.is_bounded else None,
        "gap": outcome.gap,
        "struck_out": [{"cost": each.cost} for each in outcome.struck_out],
        "stopped_after": outcome.stopped_after,
        "checked": outcome.is_checked,
        "cost_of_calls": plan.calls if plan else None,
        "bound_assumes": words()(f"plan.assumed.{outcome.assumed}") if outcome.is_bounded else None,
        "cross_training": [
            {"of": each.of, "into": each.into, "people": people, "cost": each.cost * people}
            for each, people in (trained_in(outcome.choice, plan) if plan else ())
        ],
        "targets": [_target(verdict) for verdict in check.verdicts()] if check else [],
        "replications": check.replications if check else 0,
        "seed": seed,
        "two_step": {
            "as_it_stands": _step([step for step in outcome.steps if step.factor == 1]),
            "least_volume_that_holds": _step(
                [step for step in outcome.steps if step.holds and step.checked is not False]
            ),
            "of_the_plan": _step(_of_the_plan(outcome)),
            "precision": PRECISION,
        },
        "fewer": _fewer(outcome),
    }
    if outcome.one_fewer:
        known["one_fewer"] = _of_all(outcome.one_fewer)
    if outcome.shared:
        known["shared_out"] = _shared(outcome.shared)
    if outcome.alternatives:
        known["alternatives"] = [_alternative(each) for each in outcome.alternatives]
    return known | _search(outcome) | ({"why": account_of(account)} if account else {})


def _alternative(each: Alternative) -> dict[str, Any]:
    """How the search under one of the policies ended; no bound where none is known, or no plan holds."""
    bound = each.bound if 0 < each.bound < math.inf else None
    return {
        "policy": each.policy,
        "status": each.status,
        "reason": each.reason,
        "cost": each.cost,
        "bound": bound,
        "gap": each.gap,
        "bound_assumes": words()(f"plan.assumed.{each.assumed}") if bound and each.assumed else None,
    }


def _fewer(outcome: StaffingOutcome) -> list[dict[str, Any]]:
    """The plan with one person fewer: on which shift, what it costs, whether it holds."""
    assert outcome.plan is not None or not outcome.fewer
    found = []
    for fewer, holds in outcome.fewer:
        pairs = zip(
            outcome.choice.shifts, outcome.plan.people if outcome.plan else (), fewer.people, strict=True
        )
        (shift,) = (shift for shift, before, after in pairs if after < before)
        said = shift_name(outcome.choice.scenario, shift)
        found.append({"shift": said, "cost": fewer.cost, "holds": holds})
    return found


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
    search = outcome.search
    if outcome.levels:
        return _by_levels(outcome, outcome.levels)
    if search is None:
        return {}
    tests, broken = search.line_tests()
    pairs, worse = search.trials.broken_pairs()
    lines_are_right = not broken and (outcome.plan is None or search.line_bound <= outcome.plan.cost)
    return {
        "search": {
            "replications": len(search.trials.replications),
            "rounds": search.rounds,
            "staffings_simulated": search.trials.simulated,
            "bound_if_more_heads_never_hurt": None if outcome.has_all else _number(search.bound),
            "bound_if_waits_are_convex": _number(search.line_bound) if lines_are_right else None,
            "tests_of_convexity": {"comparisons": tests, "failed": broken},
            "most_lost_by_hall": search.trials.guard.most,
            "tests_of_more_heads_never_hurt": {"pairs": pairs, "failed": worse},
        },
        "stretches": [name_of(outcome.choice.scenario, place) for place in outcome.choice.places],
        "heads": list(outcome.plan.heads) if outcome.plan else [],
    }


def _by_levels(outcome: StaffingOutcome, search: LevelSearch) -> dict[str, Any]:
    """What a search by levels tried: what closed forms promised of each plan, and what simulation kept."""
    tried = [
        {
            "cost": each.plan.cost,
            "promised": [round(level, 6) for level in each.level_plan.levels.tolist()],
            "kept": [round(level, 6) for level in each.levels.tolist()],
            "holds": each.holds,
            "short_of": [
                _short_of(missed) for missed in shortfalls(search.choice.scenario.targets, each.slacks)
            ],
        }
        for each in search.tried
    ]
    return {
        "search": {
            "replications": len(search.replications),
            "staffings_simulated": len(search.tried),
            "levels": [search.choice.scenario.targets[number].measure for number in search.guided],
            "tried": tried,
        },
        "stretches": [name_of(outcome.choice.scenario, place) for place in outcome.choice.places],
        "heads": list(outcome.plan.heads) if outcome.plan else [],
    }


def _short_of(missed: Shortfall) -> dict[str, Any]:
    """A target that a plan missed, and by how much in the measure's unit; null where the measure has no value."""
    target = missed.target
    where = {"measure": target.measure, "scope": target.scope, "period": target.period}
    return {**where, "by": _number(missed.by)}


def _step(steps: list[TwoStep]) -> dict[str, Any] | None:
    """The first of some two-step plans: times which volume it is for, what it costs, whether it held in the search."""
    if not steps:
        return None
    return {
        "volume": steps[0].factor,
        "cost": steps[0].plan.cost,
        "holds_in_search": steps[0].holds,
        "holds_in_check": steps[0].checked,
    }


def _of_the_plan(outcome: StaffingOutcome) -> list[TwoStep]:
    """The two-step plans that are the plan, from the forecast's volume on; none where it comes from another method."""
    if outcome.plan is None or outcome.method != "two-step":
        return []
    same = [step for step in outcome.steps if step.plan.heads == outcome.plan.heads and step.factor >= 1]
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
        "verdict": words()(f"target.{verdict.says}"),
    }


def _number(value: float) -> float | None:
    """A number as JSON knows them."""
    return value if math.isfinite(value) else None
