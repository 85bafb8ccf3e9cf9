"""Targets in words: as a sentence, and as a row of a table on a terminal has them."""

from __future__ import annotations

from reports.words.catalogue import Words
from reports.words.values import format_value, shown_unit
from sim.measures.registry import measure
from sim.results.result import Result, Verdict
from sim.scenario.staffing import Goal
from sim.scenario.target import Target, threshold


def target_words(target: Target, result: Result, say: Words, sentence: bool = False) -> str:
    """A target in words; the only hall of a scenario goes without saying."""
    halls = list(result.scenario.halls)
    scope = "all" if len(halls) == 1 and target.scope == f"hall:{halls[0]}" else target.scope
    key = f"target.{'in_sentence.' if sentence else ''}{'at_most' if target.at_most is not None else 'at_least'}"
    bound = format_value(threshold(target), shown_unit(target.measure), say.language)
    return say(key, measure=say.measure(target.measure, scope, target.period), threshold=bound)


def verdict_words(verdict: Verdict, say: Words) -> str:
    """Whether a target holds, in a word, or, where there was nobody or nothing to judge, in some."""
    if verdict.empty and measure(verdict.target.measure).family == "order":
        return say("target.empty.orders")
    return say(f"target.{verdict.says}")


def where(scope: str, period: str, names: Words) -> str:
    """Scope and period, as far as they are not all there is: ``hall north, peak``, or what people call the hall."""
    of = [] if scope == "all" else [names.scope(scope)]
    return ", ".join([*of, *([] if period == "all" else [period])])


def named(target: Target | Goal, names: Words) -> str:
    """What a target or a goal measures, and below it where and when."""
    of = where(target.scope, target.period, names)
    return f"{target.measure}\n  {of}" if of else target.measure
