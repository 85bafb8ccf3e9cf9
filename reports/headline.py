"""The headline: one sentence that says how halls and centres do, what a policy changes, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from reports.best import best_of, rank, targets_held
from reports.words import Words, format_interval, format_percent, format_value, shown_unit, words
from reports.words.catalogue import capital
from reports.words.targets import target_words
from sim.measures.registry import measure
from sim.results.comparison import difference
from sim.results.desks import overloaded
from sim.results.estimates import Estimate
from sim.results.headline import Figure, family_of, leading_figures
from sim.results.result import CONFIDENCE, Result
from sim.scenario.overrides import BASELINE

WORTH_SAYING = 0.005
"""From this share of customers on, the sentence says that some leave without service."""


def headline(
    results: Sequence[Result],
    language: str = "en",
    plan_cost: float | None = None,
    names: Mapping[str, str] | None = None,
    best: Result | None = None,
) -> str:
    """What the results say, in one sentence.

    Parameters
    ----------
    results : sequence of Result
        The first is described; of the others, the one that meets most targets and, among those, has the shortest
        mean wait (in centres: the highest service level). All with the same seed and number of replications.
    language : str
        ``en`` or ``zh``.
    plan_cost : float, optional
        What the plan among the results costs, in yuan over the horizon.
    names : mapping, optional
        What people call policies and places, as :class:`~reports.words.catalogue.Words` has it.
    best : Result, optional
        The one of the others that is described, in place of the above.
    """
    say, first = words(language).with_names(names or {}), results[0]
    figures = leading_figures(first.scenario)
    clauses = [_first(first, figure, say) for figure in figures]
    if len(results) > 1:
        clauses += [_other(first, results[1:], best, figure, say) for figure in figures]
    if plan_cost is not None:
        clauses.append(say("headline.plan", cost=format_value(plan_cost, "yuan", language)))
    if first.scenario.targets:
        clauses.append(_targets(results, say))
    return capital(say("clause.between").join(clauses)) + say("clause.end")


def _first(result: Result, figure: Figure, say: Words) -> str:
    estimate = result.estimate(*figure)
    if math.isnan(estimate.mean):
        return _nothing(result, figure, say)
    text = _said(figure, estimate, say)
    if result.policy != BASELINE:
        text = say("headline.with", policy=say.policy(result.policy), text=text)
    interval = format_interval(estimate.low, estimate.high, shown_unit(figure.measure), say.language)
    sure = (
        say("headline.sure", confidence=format_percent(CONFIDENCE, say.language), interval=interval)
        if interval
        else say("headline.once")
    )
    return text + sure + _beside(result, figure, say)


def _said(figure: Figure, estimate: Estimate, say: Words) -> str:
    """The figure as a clause."""
    value = format_value(estimate.mean, shown_unit(figure.measure), say.language)
    if figure.measure == "wait_mean":
        return say("headline.wait", value=value)
    return say("headline.level", value=value, measure=say.measure(figure.measure, figure.scope))


def _nothing(result: Result, figure: Figure, say: Words) -> str:
    key = "headline.nobody" if figure.measure == "wait_mean" else "headline.no_calls"
    key = "headline.no_orders" if family_of(figure) == "order" else key
    return say(key, policy=say.policy(result.policy))


def _other(first: Result, others: Sequence[Result], best: Result | None, figure: Figure, say: Words) -> str:
    """One of the others: the only one, or the best, and in what it is the best."""
    other, count = best or best_of(others), len(others)
    mean = other.estimate(*figure).mean
    policy = say.policy(other.policy)
    if math.isnan(mean):
        return _nothing(other, figure, say)
    value = format_value(mean, shown_unit(figure.measure), say.language)
    if count == 1:
        text = say("headline.other", policy=policy, value=value)
    else:
        foremost = rank(other, figure) <= min(rank(each, figure) for each in others)
        key = "headline.highest" if measure(figure.measure).better == "high" else "headline.lowest"
        key = "headline.shortest" if figure.measure == "wait_mean" else key
        if not foremost:
            key = "headline.most_targets" if _meets_most(other, others) else "headline.other"
        text = say(key, policy=policy, value=value, count=count)
    return text + _change(first, other, figure, say) + _beside(other, figure, say)


def _meets_most(other: Result, others: Sequence[Result]) -> bool:
    """Whether it meets more targets than each of the others."""
    held = [targets_held(each) for each in others if each is not other]
    return targets_held(other) > max(held, default=-1)


def _change(first: Result, other: Result, figure: Figure, say: Words) -> str:
    """How much less or more it is, with its interval; or that this is not clear."""
    unit = shown_unit(figure.measure)
    mean, low, high, _ = difference(first, other, *figure).estimate(CONFIDENCE)
    if math.isnan(mean):
        return ""
    if mean == low == high == 0:
        return say("headline.same")
    size, least = _points(abs(mean), unit, say), _points(0.0, unit, say)
    is_unclear = low <= 0 <= high
    if size == least and not is_unclear:
        return say("headline.hardly")
    text = say("headline.less" if mean < 0 else "headline.more", difference=size)
    if math.isnan(low):
        return text
    if is_unclear:
        low_text, high_text = (_points(value, unit, say) for value in (low, high))
        return text + say("headline.unclear", low=low_text, high=high_text)
    near, far = sorted((abs(low), abs(high)))
    return text + say("headline.between", interval=format_interval(near, far, unit, say.language))


def _points(value: float, unit: str, say: Words) -> str:
    """A difference without a sign of its own; shares differ by percentage points."""
    if unit != "share":
        return format_value(value, unit, say.language)
    return say("unit.points", value=f"{100 * value:.1f}")


def _beside(result: Result, figure: Figure, say: Words) -> str:
    """What must be told beside a figure: who leaves without service, or hangs up; and of orders, where more come than can be done."""
    family = family_of(figure)
    if family == "order":
        return growing_backlogs(result, say)
    return _lost(result, figure, say) if family == "contact" else ""


def growing_backlogs(result: Result, say: Words) -> str:
    """Offices whose load is above one, and how fast their backlogs grow; empty where there are none."""
    clauses = []
    for office in overloaded(result):
        growth = result.estimate("backlog_growth", f"office:{office}").mean
        values = {"growth": f"{growth:,.0f}", "office": say.scope(f"office:{office}")}
        clauses.append(say("headline.overloaded", **values))
    return "".join(clauses)


def _lost(result: Result, figure: Figure, say: Words) -> str:
    """Who leaves without service, or hangs up, where these are more than a few."""
    name = "lost" if figure.measure == "wait_mean" else "abandoned"
    lost = result.estimate(name, figure.scope).mean
    text = say(f"headline.{name}", lost=format_value(lost, "share", say.language))
    return text if lost >= WORTH_SAYING else ""


def _targets(results: Sequence[Result], say: Words) -> str:
    """Who meets the targets of the first result's scenario."""
    targets = results[0].scenario.targets
    if all(verdict.says == "unknown" for result in results for verdict in result.verdicts()):
        return say("headline.target_unknown" if len(targets) == 1 else "headline.targets_unknown")
    kept = [[verdict.holds for verdict in result.verdicts()] for result in results]
    if len(targets) == 1:
        values: dict[str, object] = {
            "target": target_words(targets[0], results[0], say, sentence=True),
            "confidence": format_percent(targets[0].confidence, say.language),
        }
        key = "headline.target"
    else:
        key, values = "headline.targets", {"count": len(targets)}
    if len(results) == 1:
        if key == "headline.targets" and not all(kept[0]):
            values["met"] = sum(kept[0])
        return say(f"{key}_{'met' if all(kept[0]) else 'missed'}", **values)
    met = [say.policy(result.policy) for result, each in zip(results, kept, strict=True) if all(each)]
    missed = [say.policy(result.policy) for result, each in zip(results, kept, strict=True) if not all(each)]
    if not met or not missed:
        return say(f"{key}_{'every' if met else 'none'}", **values)
    return say(f"{key}_some", met=say.listed(met), missed=say.listed(missed), **values)
