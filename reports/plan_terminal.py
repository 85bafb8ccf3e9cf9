"""A plan on the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from optimize.allocation import Allocation
from optimize.levels.search import LevelSearch
from optimize.outcome import StaffingOutcome
from optimize.plans.plan import Plan, trained_in
from optimize.slacks import nearest, shortfalls
from optimize.staffing_comparison import StaffingComparison
from optimize.verify.one_person_fewer import OneFewer
from reports.goal_facts import goal_facts, stopped_facts
from reports.plan_hours import cost_of_others, overtime_of, planned_pools
from reports.screen import say, screen, table_of
from reports.words import Words, format_value, shown_scale, shown_unit, unit_of_difference, words
from reports.words.names import words_for
from reports.words.targets import named, verdict_words, where
from sim.results.result import Result
from sim.scenario.units import clock_text

MOST_ROWS = 200
"""Rows up to which a plan's heads are listed one by one (assumed)."""


def print_plan(
    outcome: StaffingOutcome, beside: StaffingComparison | None = None, heads: bool = True
) -> None:
    """Print what a plan costs, whether its targets hold, its heads (where they are wanted) and, with what stands beside it, what call
    centres lose."""
    console, plan, check = screen(), outcome.plan, outcome.check
    names = words_for(outcome.choice.scenario)
    if outcome.alternatives:
        console.print(_alternatives(outcome, names))
    if plan is None:
        say(console, what_was_tried(outcome))
        return
    if outcome.record.shared and check:
        say(console, _shared(outcome.record.shared, plan, check))
    else:
        say(console, [*_found(outcome, plan, names), *_lost(outcome, beside, names)])
    if check:
        console.print(_targets(outcome, plan, check, names))
    if not heads:
        return
    rows = list(_stretches(outcome, plan, names))
    console.print(
        table_of(("pool", "days", "from", "to", "heads"), rows, right=("heads",))
        if len(rows) <= MOST_ROWS
        else _hours(outcome, names)
    )


def _found(outcome: StaffingOutcome, plan: Plan, names: Words) -> Iterator[str]:
    """What a plan costs and what for, how much less another may cost, and whether there was time to find it."""
    bound = f"; no plan costs less than {outcome.bound.cost:.2f} yuan" if outcome.bound.is_known else ""
    under = (
        f" under the policy {names.policy(outcome.choice.scenario.policy)}" if outcome.alternatives else ""
    )
    unchecked = "" if outcome.is_checked else ", not checked on fresh replications"
    yield f"{outcome.status}: {plan.cost:.2f} yuan{under}{unchecked}{bound}"
    yield from (f"{name}: {said}" for name, said in goal_facts(outcome, names))
    yield from _how_sure(outcome)
    record = outcome.record
    yield from (f"{name} {said}" for name, said in stopped_facts(outcome, names))
    for training, people in trained_in(outcome.choice, plan):
        cost = training.cost * people
        yield f"{people} of {names.pool(training.of)} trained for {names.pool(training.into)}: {cost:.2f} yuan of it"
    if record.fewer and record.fewer.left_out:
        yield f"left out: {words()('plan.left_out_value', people=record.fewer.left_out)}"
    if record.fewer and record.fewer.holding:
        yield f"with one person fewer {one_fewer_said(record.fewer, words())}"
    if outcome.check:
        yield from _parts(outcome, plan)


def one_fewer_said(some: OneFewer, say: Words) -> str:
    """How many plans with one person fewer hold, and why those people stay."""
    held = some.holding
    said = say("plan.fewer_holds" if held else "plan.fewer_value", held=held, count=len(some.tried))
    said += say("plan.fewer_untried", untried=some.untried) if some.untried else ""
    return said + (say("plan.fewer_fell_short") if some.fell_short is not None else "")


def _lost(outcome: StaffingOutcome, beside: StaffingComparison | None, names: Words) -> Iterator[str]:
    """What shares of contacts are lost, where that is not little."""
    for hall, shares in outcome.lost.items():
        share, most = (format_value(each, "share") for each in shares)
        yield f"lost in {names.name(f'hall:{hall}')}: {words()('plan.lost_value', share=share, most=most)}"
    for centre, shares in (beside.lost_calls if beside else {}).items():
        share, own = (format_value(each, "share") for each in shares)
        yield f"lost in {names.name(f'centre:{centre}')}: {words()('plan.lost_call_value', share=share, own=own)}"


def _how_sure(outcome: StaffingOutcome) -> Iterator[str]:
    """Under what a plan is optimal, of which plans that is not said, and whether what it would rest on was seen to fail."""
    say = words()
    if outcome.status == "optimal" and outcome.record.goal is None:
        assumed, count = (
            say(f"plan.assumed.{outcome.bound.assumed or 'heads'}"),
            outcome.record.replications,
        )
        yield f"optimal on the {count:,} replications of the search; {say('plan.assumed')}: {assumed}"
    if outcome.record.is_refuted:
        pairs, failed = outcome.record.compared
        yield f"{say('plan.refuted')}: {say('plan.refuted_value', pairs=pairs, failed=failed)}"
    struck = outcome.record.struck_out
    if struck:
        cost = f"{min(plan.cost for plan in struck):.2f} yuan"
        yield f"{say('plan.struck_out')}: {say('plan.struck_out_value', count=len(struck), cost=cost)}"


def _parts(outcome: StaffingOutcome, plan: Plan) -> Iterator[str]:
    """What of a plan's cost is no schedule, where it is as much as a minute, and what pools that were not chosen cost."""
    minutes, others = overtime_of(outcome), cost_of_others(outcome)
    if minutes >= 1:
        yield f"overtime in the check: {minutes:.0f} min, {plan.overtime:.2f} yuan of it"
    if plan.calls:
        yield f"answered calls in the check: {plan.calls:.2f} yuan of it"
    if others >= 0.01:
        yield f"pools whose heads were not chosen cost {others:.2f} yuan more there"


def _shared(shared: Allocation, plan: Plan, check: Result) -> Iterator[str]:
    """What is waited where heads were shared out, and why other figures stand below."""
    yield f"heads shared out: {plan.cost:.2f} yuan"
    yield (
        f"in the search {shared.waiting:.0f} minutes waited in all, {shared.worst:.1f} min in the mean where "
        "it is longest; the check has other replications, so its figures differ a little"
    )
    missed = sum(not verdict.holds for verdict in check.verdicts())
    if missed:
        yield f"targets were not looked at when heads were shared out: {missed} of {len(check.verdicts())} missed"


def _targets(outcome: StaffingOutcome, plan: Plan, check: Result, names: Words) -> Table:
    """A row a target, one of the goal, and one of the budget."""
    rows = []
    for verdict in check.verdicts():
        unit = shown_unit(verdict.target.measure)
        values = (verdict.estimate.mean, verdict.limit, verdict.threshold)
        figures = [format_value(value, unit) for value in values]
        holds = verdict_words(verdict, words()) if verdict.empty else "yes" if verdict.holds else "no"
        rows.append((named(verdict.target, names), *figures, holds))
    rows += _goal_and_budget(outcome, plan, check, names)
    figures = ["value", "limit", "threshold"]
    return table_of(("target", *figures, "holds"), rows, right=figures)


def _goal_and_budget(
    outcome: StaffingOutcome, plan: Plan, check: Result, names: Words
) -> Iterator[tuple[str, str, str, str, str]]:
    """The goal's value, which no threshold limits, and what the plan costs against its budget."""
    staffing = outcome.choice.scenario.staffing
    if staffing is None or staffing.budget is None:
        return
    goal = staffing.goal
    if goal:
        mean = check.estimate(goal.measure, goal.scope, goal.period).mean
        yield f"goal: {named(goal, names)}", format_value(mean, shown_unit(goal.measure)), "", "", ""
    amounts = [format_value(amount, "yuan") for amount in (plan.cost, staffing.budget)]
    yield "budget", amounts[0], "", amounts[1], "yes" if outcome.choice.affords(plan.cost) else "no"


def _alternatives(outcome: StaffingOutcome, names: Words) -> Table:
    """A row a policy among which the plan was chosen."""
    rows = []
    for each in outcome.alternatives:
        bound = f"{each.bound.cost:.2f}" if each.bound.is_known else ""
        cost = "" if each.cost is None else f"{each.cost:.2f}"
        gap = "" if each.gap is None else format_value(each.gap, "share")
        rows.append((names.policy(each.policy), each.status, cost, bound, gap))
    figures = ("yuan", "no plan under", "gap")
    return table_of(("policy", "status", *figures), rows, right=figures)


def what_was_tried(outcome: StaffingOutcome) -> list[str]:
    """What a search by levels learnt where it has no plan, in sentences; none of other searches."""
    if not isinstance(outcome.record.search, LevelSearch):
        return []
    kept, targets = outcome.record.search.tried, outcome.choice.scenario.targets
    names = words_for(outcome.choice.scenario)
    bound = (
        f" No plan that holds costs less than {outcome.bound.cost:.2f} yuan."
        if outcome.bound.is_known
        else ""
    )
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
        f"{short.target.measure}{of and f' ({of})'} by {by_how_much(short.by, short.target.measure)}"
        for short in shortfalls(targets, near.slacks)
        for of in [where(short.target.scope, short.target.period, names)]
    )
    said = f"missed {missed}" if missed else "held in the search and was not checked"
    return [
        f"{some}; none is known to hold.{bound}",
        f"Nearest came one of {near.plan.cost:.2f} yuan, which {said}.",
    ]


def by_how_much(value: float, measure: str, signed: bool = False) -> str:
    """A difference of a measure: ``1.2 min``, or of shares ``1.2 points``."""
    unit = unit_of_difference(shown_unit(measure))
    return f"{value * shown_scale(unit):{'+' if signed else ''}.3g} {unit}"


def _hours(outcome: StaffingOutcome, names: Words) -> Table:
    """A row a pool, where a row a stretch would be too many."""
    rows = [
        (names.pool(each.pool), f"{each.hours:,.1f}", str(each.fewest), str(each.most))
        for each in planned_pools(outcome)
    ]
    figures = ("hours on duty", "fewest heads", "most heads")
    return table_of(("pool", *figures), rows, right=figures)


def _stretches(
    outcome: StaffingOutcome, plan: Plan, names: Words
) -> Iterator[tuple[str, str, str, str, str]]:
    """Pool, days, times and heads; stretches of a pool that follow on each other with the same heads are one row."""
    calendar, stretches = outcome.choice.scenario.calendar, list[tuple[str, tuple[int, ...], int]]()
    times: list[tuple[float, float]] = []
    for place, count in zip(outcome.choice.places, plan.heads, strict=True):
        stretch = (place.pool, place.days, count)
        if stretches and stretches[-1] == stretch and times[-1][1] == place.span.start:
            times[-1] = (times[-1][0], place.span.end)
            continue
        stretches.append(stretch)
        times.append((place.span.start, place.span.end))
    for (pool, days, count), (start, end) in zip(stretches, times, strict=True):
        first = calendar.date(days[0]).isoformat()
        dates = first if len(days) == 1 else f"{first} and {len(days) - 1} more"
        yield names.pool(pool), dates, clock_text(start), clock_text(end), str(count)
