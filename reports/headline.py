"""The headline: one sentence that says how long customers wait, what a policy changes, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reports.words import Words, format_interval, format_percent, format_value, words
from reports.words.catalogue import capital
from reports.words.targets import target_words
from sim.comparison import difference
from sim.result import CONFIDENCE, Result
from sim.scenario.scenario import BASELINE

WORTH_SAYING = 0.005
"""From this share of customers on, the sentence says that some leave without service."""


def headline(results: Sequence[Result], language: str = "en") -> str:
    """What the results say, in one sentence.

    Parameters
    ----------
    results : sequence of Result
        The first is described; of the others, the one that meets most targets and, among those, has the shortest
        mean wait. All with the same seed and number of replications.
    language : str
        ``en`` or ``zh``.
    """
    say, first = words(language), results[0]
    clauses = [_first(first, say)]
    if len(results) > 1:
        clauses.append(_other(first, results[1:], say))
    if first.scenario.targets:
        clauses.append(_targets(results, say))
    return capital(say("clause.between").join(clauses)) + say("clause.end")


def best_of(results: Sequence[Result]) -> Result:
    """The result that meets most targets and, among those, has the shortest mean wait."""

    def worth(result: Result) -> tuple[int, float]:
        wait = result.estimate("wait_mean").mean
        return -sum(verdict.holds for verdict in result.verdicts()), math.inf if math.isnan(wait) else wait

    return min(results, key=worth)


def _first(result: Result, say: Words) -> str:
    estimate = result.estimate("wait_mean")
    policy = say.policy(result.policy)
    if math.isnan(estimate.mean):
        return say("headline.nobody", policy=policy)
    key = "headline.baseline" if result.policy == BASELINE else "headline.policy"
    wait = format_value(estimate.mean, "min", say.language)
    text = say(key, wait=wait, policy=policy) if key == "headline.policy" else say(key, wait=wait)
    interval = format_interval(estimate.low, estimate.high, "min", say.language)
    sure = (
        say("headline.sure", confidence=format_percent(CONFIDENCE, say.language), interval=interval)
        if interval
        else say("headline.once")
    )
    return text + sure + _lost(result, say)


def _other(first: Result, others: Sequence[Result], say: Words) -> str:
    """One of the others: the only one, or the best, and in what it is the best."""
    other, count = best_of(others), len(others)
    wait = other.estimate("wait_mean").mean
    policy = say.policy(other.policy)
    if math.isnan(wait):
        return say("headline.nobody", policy=policy)
    wait_text = format_value(wait, "min", say.language)
    if count == 1:
        text = say("headline.other", policy=policy, wait=wait_text)
    else:
        shortest = wait <= min(each.estimate("wait_mean").mean for each in others)
        key = "headline.shortest" if shortest else "headline.most_targets"
        text = say(key, policy=policy, wait=wait_text, count=count)
    return text + _change(first, other, say) + _lost(other, say)


def _change(first: Result, other: Result, say: Words) -> str:
    """How much shorter or longer the mean wait is, with its interval; or that this is not clear."""
    mean, low, high, _ = difference(first, other, "wait_mean").estimate(CONFIDENCE)
    if math.isnan(mean):
        return ""
    if mean == low == high == 0:
        return say("headline.same")
    text = say(
        "headline.less" if mean < 0 else "headline.more",
        difference=format_value(abs(mean), "min", say.language),
    )
    if math.isnan(low):
        return text
    if low <= 0 <= high:
        low_text, high_text = (format_value(value, "min", say.language) for value in (low, high))
        return text + say("headline.unclear", low=low_text, high=high_text)
    near, far = sorted((abs(low), abs(high)))
    return text + say("headline.between", interval=format_interval(near, far, "min", say.language))


def _lost(result: Result, say: Words) -> str:
    lost = result.estimate("lost").mean
    return (
        say("headline.lost", lost=format_value(lost, "share", say.language)) if lost >= WORTH_SAYING else ""
    )


def _targets(results: Sequence[Result], say: Words) -> str:
    """Who meets the targets of the first result's scenario."""
    targets = results[0].scenario.targets
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
