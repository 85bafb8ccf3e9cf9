"""A plan on the terminal."""

from __future__ import annotations

import sys
from typing import Any

from optimize.outcome import Outcome
from optimize.plans.plan import Plan, trained_in
from optimize.shortfall import nearest, shortfalls
from optimize.why import Effect, Why
from reports.plan_hours import planned_pools
from reports.terminal import PIPE_WIDTH
from reports.words import format_value, shown_unit
from reports.words.values import shown_scale
from sim.scenario.units import clock_text

MOST_ROWS = 200
"""Stretches of a plan that are listed one by one (assumed)."""

MOST_TELLING = 16
"""Stretches whose heads are accounted for one by one; of more of them, so many (assumed: half a screen)."""


def print_plan(outcome: Outcome) -> None:
    """Print what a plan costs, whether its targets hold, and its heads."""
    console, plan = console_for(sys.stdout.isatty()), outcome.plan
    if outcome.alternatives:
        console.print(_alternatives(outcome))
    if plan is None or outcome.check is None:
        for sentence in what_was_tried(outcome):
            console.print(sentence)
        return
    if outcome.shared:
        console.print(
            f"{outcome.status}: {outcome.shared.waiting:.0f} minutes waited in all, {outcome.shared.worst:.1f} min in the mean where it is longest; "
            f"{plan.cost:.2f} yuan"
        )
    else:
        bound = f"; no plan costs less than {outcome.bound:.2f} yuan" if outcome.is_bounded else ""
        under = f" under the policy {outcome.choice.scenario.policy}" if outcome.alternatives else ""
        console.print(f"{outcome.status}: {plan.cost:.2f} yuan{under}{bound}")
    for training, people in trained_in(outcome.choice, plan):
        cost = training.cost * people
        console.print(f"{people} of {training.of} trained for {training.into}: {cost:.2f} yuan of it")
    targets = table_of("target", "scope", "period", "value", "limit", "threshold", "holds")
    for verdict in outcome.check.verdicts():
        each = verdict.target
        unit = shown_unit(each.measure)
        values = (verdict.estimate.mean, verdict.limit, verdict.threshold)
        figures = [format_value(value, unit) for value in values]
        targets.add_row(each.measure, each.scope, each.period, *figures, "yes" if verdict.holds else "no")
    console.print(targets)
    console.print(_heads(outcome, plan) if len(plan.heads) <= MOST_ROWS else _hours(outcome))


def _alternatives(outcome: Outcome) -> Any:
    """A row a policy among which the plan was chosen."""
    table = table_of("policy", "status", "yuan", "no plan under", "gap")
    for each in outcome.alternatives:
        bound = f"{each.bound:.2f}" if 0 < each.bound < float("inf") else ""
        cost, gap = (
            "" if each.cost is None else f"{each.cost:.2f}",
            "" if each.gap is None else f"{each.gap:.1%}",
        )
        table.add_row(each.policy, each.status, cost, bound, gap)
    return table


def what_was_tried(outcome: Outcome) -> list[str]:
    """What a search by levels learnt where it has no plan, in sentences; none of other searches."""
    if outcome.levels is None:
        return []
    kept, targets = outcome.levels.kept, outcome.choice.scenario.targets
    bound = f" No plan that holds costs less than {outcome.bound:.2f} yuan." if outcome.is_bounded else ""
    if not kept:
        return [f"No plan was simulated.{bound}"]
    costs = [each.plan.cost for each in kept]
    some = (
        f"One plan was simulated, of {costs[0]:.2f} yuan"
        if len(kept) == 1
        else f"{len(kept)} plans were simulated, of {min(costs):.2f} to {max(costs):.2f} yuan"
    )
    near = kept[nearest(targets, [each.slacks for each in kept])]
    missed = ", ".join(
        f"{short.target.measure} of {short.target.scope} ({short.target.period}) by {by_how_much(short.by, short.target.measure)}"
        for short in shortfalls(targets, near.slacks)
    )
    said = f"missed {missed}" if missed else "held in the search and was not checked"
    return [
        f"{some}; none is known to hold.{bound}",
        f"Nearest came one of {near.plan.cost:.2f} yuan, which {said}.",
    ]


def _hours(outcome: Outcome) -> Any:
    """A row a pool, where a row a stretch would be too many."""
    table = table_of("pool", "hours on duty", "fewest heads", "most heads")
    for each in planned_pools(outcome):
        table.add_row(each.pool, f"{each.hours:.0f}", str(each.fewest), str(each.most))
    return table


def _heads(outcome: Outcome, plan: Plan) -> Any:
    """A row a stretch."""
    heads = table_of("pool", "days", "from", "to", "heads")
    for place, count in zip(outcome.choice.places, plan.heads, strict=True):
        first = outcome.choice.scenario.calendar.date(place.days[0]).isoformat()
        days = first if len(place.days) == 1 else f"{first} and {len(place.days) - 1} more"
        heads.add_row(place.pool, days, clock_text(place.span.start), clock_text(place.span.end), str(count))
    return heads


def print_why(account: Why | None, outcome: Outcome) -> None:
    """Print why a plan is as it is: what binds, what a head and other demand change, what other thresholds cost."""
    if account is None or outcome.check is None:
        return
    console, targets = console_for(sys.stdout.isatty()), outcome.choice.scenario.targets
    binding = table_of("target", "scope", "period", "slack", "worst from", "there")
    for each in account.binding:
        target = targets[each.target]
        slack = f"{by_how_much(each.slack, target.measure)} ({each.share:.1%})"
        figures = (slack, each.start, format_value(each.value, shown_unit(target.measure)))
        binding.add_row(target.measure, target.scope, target.period, *figures)
    console.print(binding)
    measure = targets[account.binding[0].target].measure
    console.print(_by_head(account, measure))
    others = table_of("what else", f"{measure} changes by", "targets hold")
    said = [(f"one of {effect.what} absent all the time", effect) for effect in account.absences]
    said += [(f"{effect.what} missing each day, by chance (assumed)", effect) for effect in account.missing]
    said += [(effect.what, effect) for effect in account.demand]
    for what, effect in said:
        others.add_row(what, _change(effect, measure), _holds(effect))
    console.print(others)
    points = table_of(f"threshold of {measure}", "cost in yuan")
    for point in account.frontier:
        points.add_row(
            format_value(point.threshold, shown_unit(measure)),
            "no plan found" if point.cost is None else f"{point.cost:.2f}",
        )
    if account.frontier:
        console.print(points)


def _by_head(account: Why, measure: str) -> Any:
    """What one head more, and one fewer, changes in each stretch; of many stretches in those where one more changes most."""
    table = table_of("stretch", "yuan a head", f"{measure} with one more", "with one fewer", "holds then")
    by_stretch: dict[str, dict[int, Effect]] = {}
    for effect in account.heads:
        by_stretch.setdefault(effect.what, {})[effect.heads] = effect
    order = sorted(by_stretch, key=lambda what: -abs(by_stretch[what][1].change.mean))
    shown = by_stretch if len(by_stretch) <= MOST_TELLING else order[:MOST_TELLING]
    for what in shown:
        both = by_stretch[what]
        fewer = both.get(-1)
        cells = (_change(fewer, measure), _holds(fewer)) if fewer else ("", "")
        table.add_row(what, f"{both[1].cost:.2f}", _change(both[1], measure), *cells)
    left = len(by_stretch) - len(shown)
    if left:
        table.caption = f"where one more changes most; {left} more in certificate.json under why.one_head"
    return table


def table_of(*columns: str) -> Any:
    """An empty table, whose cells are broken where they do not fit, and never cut."""
    from rich.table import Column, Table

    return Table(*(Column(name, overflow="fold") for name in columns))


def console_for(is_terminal: bool) -> Any:
    """Where tables are printed: as wide as the terminal; without one nothing is broken."""
    from rich.console import Console

    return Console(width=None if is_terminal else PIPE_WIDTH)


def by_how_much(value: float, measure: str, signed: bool = False) -> str:
    """A difference of a measure: ``1.2 min``, or of shares ``1.2 points``."""
    unit = shown_unit(measure)
    return f"{_scaled(value, unit, '+' if signed else '')} {'points' if unit == 'share' else unit}"


def _scaled(value: float, unit: str, sign: str) -> str:
    return f"{value * shown_scale(unit):{sign}.3g}"


def _change(effect: Effect, measure: str) -> str:
    """``-2.4 min (-5.8 to +0.9)``."""
    change, unit = effect.change, shown_unit(measure)
    interval = f"{_scaled(change.low, unit, '+')} to {_scaled(change.high, unit, '+')}"
    return f"{by_how_much(change.mean, measure, signed=True)} ({interval})"


def _holds(effect: Effect) -> str:
    return ("yes" if effect.holds else "no") + ("" if effect.allowed else ", below the bounds")
