"""The section of a page that says why a plan is as it is: what binds, what a head more or fewer changes, other demand, other thresholds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimize.why import Binding, Effect, Why
from reports.grids import Grid
from reports.tables import Cell, Row
from reports.words import (
    Words,
    format_difference,
    format_interval,
    format_value,
    is_shown_as_zero,
    shown_unit,
)
from reports.words.catalogue import capital

MOST_SHOWN = 60
"""Stretches of which the page tells what a head changes; of more of them those where it is most (assumed)."""


@dataclass(frozen=True)
class WhySection:
    """What the section shows: what binds in a sentence, and tables."""

    said: str
    grids: list[Grid]


def why_section(account: Why, say: Words) -> WhySection:
    """Why a plan is as it is, in the words of a language.

    Parameters
    ----------
    account : Why
        The account of the plan.
    say : Words
        The words, with the names of the scenario.
    """
    tightest = account.binding[0]
    measure = tightest.figure.measure
    key = "why.guard_binds" if tightest.target is None else "why.target_binds"
    values = {
        "measure": say.measure(*tightest.figure),
        "left": format_value(tightest.share, "share", say.language),
    }
    grids = [
        _binding(account.binding, say),
        _heads(account.heads, measure, say),
        _others(account, measure, say),
    ]
    return WhySection(say(key, **values), [grid for grid in (*grids, *_points(account, say)) if grid.rows])


def _headings(say: Words, *keys: str) -> list[str]:
    return [capital(say(key)) for key in keys]


def _binding(binding: Sequence[Binding], say: Words) -> Grid:
    """A row a target and guard: how near it is, and where it is nearest."""
    rows = []
    for each in binding:
        unit = shown_unit(each.figure.measure)
        name = say.measure(*each.figure)
        cells = [
            Cell(format_value(each.threshold, unit, say.language)),
            Cell(format_difference(each.slack, unit, say.language).lstrip("+")),
            Cell(format_value(each.share, "share", say.language)),
            Cell(each.start or say("value.none")),
            Cell(format_value(each.value, unit, say.language)),
        ]
        rows.append(Row(capital(say("why.guard", measure=name) if each.target is None else name), cells))
    keys = ("target", "target.threshold", "why.slack", "why.share", "why.worst", "why.there")
    return Grid("why_binding", _headings(say, *keys), rows, say("why.binding.note"))


def _heads(heads: Sequence[Effect], measure: str, say: Words) -> Grid:
    """A row a stretch: what one head more there costs and changes, and one fewer."""
    by_stretch: dict[str, dict[int, Effect]] = {}
    for effect in heads:
        by_stretch.setdefault(effect.what, {})[effect.heads] = effect
    telling = [what for what, both in by_stretch.items() if not all(map(_is_nothing, both.values()))]
    by_size = sorted(
        telling, key=lambda what: -max(abs(each.change.mean) for each in by_stretch[what].values())
    )
    kept = set(by_size[:MOST_SHOWN])
    rows = []
    for what in telling:
        if what not in kept:
            continue
        both = by_stretch[what]
        more, fewer = both.get(1), both.get(-1)
        cost = format_value(more.cost, "yuan", say.language) if more else say("value.none")
        cells = [
            Cell(cost),
            _change(more, measure, say) if more else Cell(say("value.none")),
            _change(fewer, measure, say) if fewer else Cell(say("value.none")),
            Cell(_holds(fewer, say) if fewer else say("value.none")),
        ]
        rows.append(Row(_stretch(what, say), cells))
    note = say("why.heads.note", left=len(by_stretch) - len(rows))
    keys = ("why.stretch", "why.cost", "why.more", "why.fewer", "why.fewer_holds")
    return Grid("why_heads", _headings(say, *keys), rows, note)


def _others(account: Why, measure: str, say: Words) -> Grid:
    """A row a change of something else: who is missing, other volumes."""
    rows = [
        Row(capital(what), [_change(effect, measure, say), Cell(_holds(effect, say))])
        for what, effect in _named(account, say)
    ]
    return Grid("why_others", _headings(say, "why.what", "why.changes", "why.holds"), rows)


def _named(account: Why, say: Words) -> Iterator[tuple[str, Effect]]:
    for effect in account.absences:
        yield say("why.absent", pool=say.pool(effect.what)), effect
    for effect in account.missing:
        yield say("why.missing", share=_percent(effect.what)), effect
    for effect in account.demand:
        yield say("why.demand", share=_percent(effect.what)), effect


def _percent(what: str) -> str:
    """``80 %`` of ``80 % of the customers``."""
    return what[: what.index("%") + 1]


def _points(account: Why, say: Words) -> Iterator[Grid]:
    """A row a threshold: what the cheapest plan found for it costs."""
    tight = next((each for each in account.binding if each.target is not None), None)
    if tight is None or not account.frontier:
        return
    rows = [
        Row(
            format_value(point.threshold, shown_unit(tight.figure.measure), say.language),
            [
                Cell(
                    say("plan.alternative.not_found")
                    if point.cost is None
                    else format_value(point.cost, "yuan", say.language)
                )
            ],
        )
        for point in account.frontier
    ]
    columns = [capital(say("why.threshold", measure=say.measure(*tight.figure))), capital(say("plan.cost"))]
    yield Grid("why_thresholds", columns, rows, say("why.thresholds.note"))


def _change(effect: Effect, measure: str, say: Words) -> Cell:
    change, unit = effect.change, shown_unit(measure)
    if all(is_shown_as_zero(value, unit, change.mean) for value in change[:3]):
        return Cell(say("difference.none"))
    text = format_difference(change.mean, unit, say.language)
    return Cell(text, format_interval(change.low, change.high, unit, say.language, change.mean))


def _holds(effect: Effect, say: Words) -> str:
    held = say("why.kept" if effect.holds else "why.broken")
    return held if effect.allowed else say("why.not_allowed", held=held)


def _is_nothing(effect: Effect) -> bool:
    return effect.holds and effect.change.mean == effect.change.low == effect.change.high == 0


_ALIKE = re.compile(r"(?P<day>.*) and (?P<more>\d+) days? alike")
_DAYS = re.compile(r"(?P<time>.*) on (?P<days>\d+) days?")


def _stretch(what: str, say: Words) -> str:
    """A pool, its days and its time, with the pool called as people do."""
    pool, *rest = what.split(", ")
    said = []
    for part in rest:
        if alike := _ALIKE.fullmatch(part):
            said.append(say("why.alike", day=alike["day"], more=alike["more"]))
        elif days := _DAYS.fullmatch(part):
            time = say("why.all_the_time") if days["time"] == "all the time" else days["time"]
            said.append(say("why.on_days", time=time, days=days["days"]))
        else:
            said.append(part)
    return say("list.between").join([say.pool(pool), *said])
