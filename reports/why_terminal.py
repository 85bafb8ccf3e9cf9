"""Why a plan is as it is, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from optimize.outcome import StaffingOutcome
from optimize.why import Binding, Effect, Why
from reports.plan_terminal import by_how_much
from reports.screen import say, screen, table_of
from reports.words import Words, format_value, shown_unit
from reports.words.names import words_for
from reports.words.targets import where

MOST_TELLING = 16
"""Stretches whose heads are accounted for one by one; of more of them, so many (assumed: half a screen)."""


def print_why(account: Why | None, outcome: StaffingOutcome) -> None:
    """Print why a plan is as it is: what binds, what a head and other demand change, what other thresholds cost."""
    if account is None or outcome.check is None:
        return
    console, names = screen(), words_for(outcome.choice.scenario)
    binding = [_binding(each, names) for each in account.binding]
    console.print(table_of(("target", "slack", "worst from", "there"), binding))
    measure, scope, period = account.binding[0].figure
    of = where(scope, period, names)
    say(console, [f"what changes {measure}{of and f' ({of})'}, with its interval:"])
    _print_by_head(console, account, measure, names)
    heads = ("what else", "changes it by", "targets hold")
    rows = [
        (what, _change(each, measure), "yes" if each.holds else "no")
        for what, each in _others(account, names)
    ]
    console.print(table_of(heads, rows))
    tight = next((each for each in account.binding if each.target is not None), None)
    if account.frontier and tight:
        console.print(_points(account, tight.figure.measure))
    else:
        say(console, [f"cost by threshold: {account.frontier_is}"])


def _binding(each: Binding, names: Words) -> tuple[str, str, str, str]:
    """How near a target or a guard is, and where it is nearest."""
    measure, scope, period = each.figure
    slack = f"{by_how_much(each.slack, measure)}\n({format_value(each.share, 'share')})"
    called = measure if each.target is not None else f"{measure} (guard)"
    of = where(scope, period, names)
    return (
        f"{called}\n  {of}" if of else called,
        slack,
        each.start,
        format_value(each.value, shown_unit(measure)),
    )


def _print_by_head(console: Console, account: Why, measure: str, names: Words) -> None:
    """What one head more, and one fewer, changes in each stretch where that is something; of many in those where one more changes most."""
    by_stretch: dict[str, dict[int, Effect]] = {}
    for effect in account.heads:
        by_stretch.setdefault(effect.what, {})[effect.heads] = effect
    telling = [what for what, both in by_stretch.items() if not all(map(_is_nothing, both.values()))]
    order = sorted(telling, key=lambda what: -abs(by_stretch[what][1].change.mean))
    shown = telling if len(telling) <= MOST_TELLING else order[:MOST_TELLING]
    rows = []
    for what in shown:
        both = by_stretch[what]
        cells = [_change(both[1], measure), _kept(both[-1], measure) if -1 in both else ""]
        rows.append((_stretch(what, names), f"{both[1].cost:.2f}", *cells))
    console.print(table_of(("stretch", "yuan", "one head more", "one fewer, targets"), rows, right=("yuan",)))
    left = len(by_stretch) - len(shown)
    if left:
        say(console, [f"{left} more, with less change or none, in certificate.json under why.one_head"])


def _is_nothing(effect: Effect) -> bool:
    """Whether nothing changes, in no replication."""
    return effect.holds and effect.change.mean == effect.change.low == effect.change.high == 0


def _stretch(what: str, names: Words) -> str:
    """Pool and time, and below them the days."""
    pool, parted, rest = what.partition(", ")
    what = names.pool(pool) + parted + rest
    if what.count(", ") < 2:
        return what.replace(" on ", "\non ")
    called, days, time = what.rsplit(", ", 2)
    return f"{called}, {time}\n{days.replace(' days alike', ' alike')}"


def _others(account: Why, names: Words) -> Iterator[tuple[str, Effect]]:
    """Absences and other volumes, each as it is called."""
    for effect in account.absences:
        yield f"one of {names.pool(effect.what)} absent all the time", effect
    for effect in account.missing:
        yield f"{effect.what} missing each day,\n  by chance (assumed)", effect
    for effect in account.demand:
        yield effect.what, effect


def _points(account: Why, measure: str) -> Table:
    """What other thresholds cost."""
    rows = [
        (
            format_value(point.threshold, shown_unit(measure)),
            "no plan found" if point.cost is None else f"{point.cost:.2f}",
        )
        for point in account.frontier
    ]
    heads = (f"threshold of {measure}", "cost in yuan")
    return table_of(heads, rows, right=heads)


def _change(effect: Effect, measure: str) -> str:
    """``-2.4 min``, and below it ``-5.8 to +0.9``; ``none`` where nothing changes in any replication."""
    change = effect.change
    if change.mean == change.low == change.high == 0:
        return "none"
    low, high = (by_how_much(edge, measure, signed=True).split()[0] for edge in (change.low, change.high))
    return f"{by_how_much(change.mean, measure, signed=True)}\n{low} to {high}"


def _kept(effect: Effect, measure: str) -> str:
    """The same with what becomes of the targets, and whether the bounds allow it."""
    first, *rest = _change(effect, measure).splitlines()
    first = f"{first}, {'kept' if effect.holds else 'missed'}"
    return "\n".join([first, *rest, *([] if effect.allowed else ["below the bounds"])])
