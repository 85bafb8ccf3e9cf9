"""A plan that was checked, on the terminal: what changed, what that costs, which rules it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimize.given_check import GivenCheck
from reports.plan_terminal import print_plan
from reports.screen import say, screen

MOST_SHOWN = 12
"""Changes, and broken rules, that are listed."""


def print_check(checked: GivenCheck, changes: Sequence[str] = ()) -> None:
    """Print what is known of a plan that somebody gave."""
    say(screen(), list(_said(checked, changes)))
    print_plan(checked.outcome, heads=False)


def _said(checked: GivenCheck, changes: Sequence[str]) -> Iterator[str]:
    yield from _listed("changed", changes)
    before, plan = checked.before, checked.outcome.plan
    if before and plan and checked.outcome.check:
        more = plan.cost - before.plan.cost
        what = (
            "no more and no less"
            if abs(more) < 0.005
            else f"{abs(more):.2f} yuan {'more' if more > 0 else 'less'}"
        )
        yield f"the changes cost {what}: {plan.cost:.2f} yuan, {before.plan.cost:.2f} before, on the same replications"
    if not checked.has_shifts:
        yield "rules about shifts and people were not looked at: this plan says heads alone, a plan.xlsx says more"
    yield from _listed("rules that it breaks", checked.broken)


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Some lines under a title; nothing where there are none."""
    if lines:
        yield f"{title}:"
        yield from (f"  {line}" for line in lines[:MOST_SHOWN])
        if len(lines) > MOST_SHOWN:
            yield f"  and {len(lines) - MOST_SHOWN} more"
