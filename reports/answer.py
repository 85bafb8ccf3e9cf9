"""The answer: what to do, on one line."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reports.best import clearly_best, sign_of_change
from reports.headline import growing_backlogs
from reports.tables import verdict_marks
from reports.words import Words, format_value, is_shown_as_zero, shown_unit
from reports.words.catalogue import capital
from sim.results.headline import Figure, family_of, leading_figures
from sim.results.result import Result


def answer(results: Sequence[Result], say: Words, plan_cost: float | None = None) -> str:
    """What the results say, on one line: how the best of them does, in place of what, for how much more or less, and its targets.

    Parameters
    ----------
    results : sequence of Result
        The first is what others stand beside.
    say : Words
        The words, with the names of these results.
    plan_cost : float, optional
        What the plan, the last of the results, costs in yuan over the horizon; the plan is then what is answered.
    """
    first, figures = results[0], leading_figures(results[0].scenario)
    best = results[-1] if plan_cost is not None else clearly_best(results)
    if best is first:
        said = [_alone(first, figure, say) for figure in figures]
        if len(results) > 1:
            said.insert(0, say("answer.none_better", policy=say.policy(first.policy)))
    else:
        said = [_beside(first, best, figure, say) for figure in _changed(first, best, figures)]
        said.append(_cost(first, best, say, plan_cost))
        said[0] = say("answer.with", policy=say.policy(best.policy), said=said[0])
    if first.scenario.targets:
        said.append(_targets(best, say))
    return capital(say("clause.between").join(said)) + say("clause.end")


def _changed(first: Result, best: Result, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that change clearly; all of them, if none does."""
    return [figure for figure in figures if sign_of_change(first, best, figure)] or list(figures)


def _value(result: Result, figure: Figure, say: Words) -> str:
    return format_value(result.estimate(*figure).mean, shown_unit(figure.measure), say.language)


def _alone(result: Result, figure: Figure, say: Words) -> str:
    name = say.measure(figure.measure, figure.scope)
    if math.isnan(result.estimate(*figure).mean):
        return say("answer.nothing", measure=name)
    key = "headline.wait" if figure.measure == "wait_mean" else "headline.level"
    return say(key, value=_value(result, figure, say), measure=name) + _growing(result, figure, say)


def _growing(result: Result, figure: Figure, say: Words) -> str:
    """Beside a figure of orders: where more come than can be done."""
    return growing_backlogs(result, say) if family_of(figure) == "order" else ""


def _beside(first: Result, best: Result, figure: Figure, say: Words) -> str:
    """One figure under the best policy, and in place of what."""
    value, before = (_value(result, figure, say) for result in (best, first))
    said = say("answer.in_place", measure=say.measure(*figure), value=value, before=before)
    return said + _growing(best, figure, say)


def _cost(first: Result, best: Result, say: Words, plan_cost: float | None) -> str:
    """How much more or less that costs; of a plan, what it costs."""
    if plan_cost is not None:
        return say("headline.plan", cost=format_value(plan_cost, "yuan", say.language))
    more = best.estimate("staff_cost").mean - first.estimate("staff_cost").mean
    if is_shown_as_zero(more, "yuan"):
        return say("answer.same_cost")
    key = "answer.dearer" if more > 0 else "answer.cheaper"
    return say(key, cost=format_value(abs(more), "yuan", say.language))


def _targets(result: Result, say: Words) -> str:
    cell, several = verdict_marks(result, say), len(result.scenario.targets) > 1
    if cell.mark == "unclear":
        return say("headline.targets_unknown" if several else "headline.target_unknown")
    if not several:
        return say(f"answer.target_{cell.mark}")
    return say("headline.targets_met") if cell.mark == "met" else say("answer.targets_missed", met=cell.text)
