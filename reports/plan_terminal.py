"""A plan on the terminal."""

from __future__ import annotations

from optimize.staff import Outcome
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
