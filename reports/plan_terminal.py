"""A plan on the terminal."""

from __future__ import annotations

from optimize.staff import Outcome
from optimize.why import Effect, Why
from sim.scenario.units import clock_text


def print_plan(outcome: Outcome) -> None:
    """Print what a plan costs, whether its targets hold, and its heads."""
    from rich.console import Console
    from rich.table import Table

    console, plan = Console(), outcome.plan
    if plan is None or outcome.check is None:
        return
    console.print(f"{outcome.status}: {plan.cost:.2f} yuan; no plan costs less than {outcome.bound:.2f} yuan")
    targets = Table("target", "scope", "period", "value", "limit", "threshold", "holds")
    for verdict in outcome.check.verdicts():
        each = verdict.target
        figures = [f"{figure:.4g}" for figure in (verdict.estimate.mean, verdict.limit, verdict.threshold)]
        targets.add_row(each.measure, each.scope, each.period, *figures, "yes" if verdict.holds else "no")
    console.print(targets)
    heads = Table("pool", "days", "from", "to", "heads")
    for place, count in zip(outcome.choice.places, plan.heads, strict=True):
        first = outcome.choice.scenario.calendar.date(place.days[0]).isoformat()
        days = first if len(place.days) == 1 else f"{first} and {len(place.days) - 1} more"
        heads.add_row(place.pool, days, clock_text(place.span.start), clock_text(place.span.end), str(count))
    console.print(heads)


def print_why(account: Why | None, outcome: Outcome) -> None:
    """Print why a plan is as it is: what binds, what a head and other demand change, what other thresholds cost."""
    from rich.console import Console
    from rich.table import Table

    if account is None or outcome.check is None:
        return
    console, targets = Console(), outcome.choice.scenario.targets
    binding = Table("target", "scope", "slack", "worst from", "there")
    for each in account.binding:
        target = targets[each.target]
        figures = (f"{each.slack:.4g} ({each.share:.1%})", each.start, f"{each.value:.4g}")
        binding.add_row(target.measure, target.scope, *figures)
    console.print(binding)
    measure = targets[account.binding[0].target].measure
    changes = Table("what", "heads", "yuan", f"{measure} changes by", "interval", "targets hold")
    for effect in (*account.heads, *account.absences, *account.demand):
        changes.add_row(*_cells(effect))
    console.print(changes)
    points = Table(f"{targets[0].measure} threshold", "cost in yuan")
    for point in account.frontier:
        points.add_row(
            f"{point.threshold:.4g}", "no plan found" if point.cost is None else f"{point.cost:.2f}"
        )
    if account.frontier:
        console.print(points)


def _cells(effect: Effect) -> tuple[str, ...]:
    change = effect.change
    holds = ("yes" if effect.holds else "no") + ("" if effect.allowed else ", outside the bounds")
    heads = f"{effect.heads:+d}" if effect.heads else ""
    interval = f"{change.low:+.4g} to {change.high:+.4g}"
    return (effect.what, heads, f"{effect.cost:+.2f}", f"{change.mean:+.4g}", interval, holds)
