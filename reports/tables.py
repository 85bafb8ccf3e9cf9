"""The tables of the page, as plain text in cells; the template sets them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reports.peaks import peak_words
from reports.words import (
    Words,
    format_difference,
    format_interval,
    format_percent,
    format_value,
    is_shown_as_zero,
    shown_unit,
)
from reports.words.catalogue import capital
from reports.words.targets import target_words, verdict_words
from sim.measures.registry import Measure, measure
from sim.results.comparison import difference
from sim.results.estimates import Estimate
from sim.results.headline import Figure, family_of, headline_figures, leading_figures, visits
from sim.results.result import CONFIDENCE, Result, Verdict
from sim.scenario import Scenario

LOST = ("balked", "reneged", "sent_home", "turned_away")
"""Why contacts leave without service."""

GREETER = (
    "resolved_by_greeter",
    "papers_caught",
    "papers_missing",
    "greeter_bypassed",
    "resolved_by_kiosk",
    "first_visit_resolved",
    "visits_per_case",
)
"""What shows the work of a greeter."""

ELSEWHERE = ("order", "outage", "supply")
"""What measures are about that have a section of their own."""

OF_OUTAGES = ("saidi", "customers_out_max")
"""What is told of outages beside other figures."""

OF_ORDERS = ("in_time", "time_to_close_mean", "backlog_mean")
"""What is told of orders beside other figures; their own section tells all."""

NEUTRAL = {
    "occupancy",
    "contacts",
    "heads_on_duty",
    "calls_offered",
    "calls_answered",
    "contractor_share",
    "orders_created",
    "orders_closed",
    "worked_mean",
    "outages",
    "messages_sent",
    "calls_avoided_by_supply",
    *GREETER[:5],
}
"""Neither more nor less of these is better by itself."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes
    ----------
    text : str
        What stands in it.
    small : str
        What stands below, smaller: the interval.
    place : str
        What stands below that: when the peak is.
    mark : str
        ``best``, ``better``, ``worse``, ``unclear``, ``met``, ``missed`` or empty.
    """

    text: str
    small: str = ""
    place: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, its cells, and how many rows the label stands for."""

    label: str
    cells: list[Cell]
    spans: int = 1


def targets(results: Sequence[Result], say: Words) -> list[Row]:
    """One row for each target of each policy: policy, value, what it surely is, what it must be, confidence, verdict.

    The first row of each target has its label, and spans them all.
    """
    rows = []
    for target in results[0].scenario.targets:
        cells = [
            [Cell(say.policy(result.policy)), *_verdict(result, verdict, say)]
            for result in results
            for verdict in result.verdicts()
            if verdict.target == target
        ]
        label = capital(target_words(target, results[0], say))
        rows += [Row("" if number else label, each, len(cells)) for number, each in enumerate(cells)]
    return rows


MARKS = {"met": "met", "empty": "met", "missed": "missed", "unsure": "missed", "unknown": "unclear"}
"""How a target's word is marked on the page."""


def _verdict(result: Result, verdict: Verdict, say: Words) -> list[Cell]:
    target, unit = verdict.target, shown_unit(verdict.target.measure)
    side = "at_most" if target.at_most is not None else "at_least"
    known = not (math.isnan(verdict.limit) or verdict.empty)
    limit = format_value(verdict.limit, unit, say.language)
    surely = "target.no_spread" if verdict.is_same_everywhere else f"target.surely.{side}"
    return [
        Cell(
            format_value(verdict.estimate.mean, unit, say.language),
            place=peak_words(result, target.measure, target.scope, target.period, say),
        ),
        Cell(say(surely, value=limit) if known else say("value.none")),
        Cell(say(f"target.must.{side}", value=format_value(verdict.threshold, unit, say.language))),
        Cell(format_percent(target.confidence, say.language)),
        Cell(verdict_words(verdict, say), mark=MARKS[verdict.says]),
    ]


def side_by_side(results: Sequence[Result], say: Words) -> list[Row]:
    """The headline measures: a column for each policy; rows without a value in any are left out."""
    rows = []
    for name, scope, period in _headline(results):
        if measure(name).family in ELSEWHERE and name not in (*OF_ORDERS, *OF_OUTAGES):
            continue
        rows.append(measured_row(results, name, period, say, scope))
        if name == "lost":
            rows += [
                measured_row(results, why, "all", say, scope)
                for why in LOST
                if any(_value(each, why, scope).mean > 0 for each in results)
            ]
    scenario = results[0].scenario
    if (
        scenario.halls and scenario.centres
    ):  # of all contacts together they would mix those who stand and those who hold
        sites = [site for site in scenario.sites.values() if site.kind != "office"]
        rows += [measured_row(results, "queue_max", "all", say, site.scope) for site in sites]
    return [row for row in rows if row]


def _headline(results: Sequence[Result]) -> list[Figure]:
    """The headline figures of all results, each once: a policy may add a pool or a line."""
    return list(dict.fromkeys(figure for result in results for figure in headline_figures(result.scenario)))


def greeter(results: Sequence[Result], say: Words) -> list[Row]:
    """What the greeter does; empty where no policy has heads in a pool that greets."""
    pools = [
        pool
        for result in results
        for hall in result.scenario.halls
        for pool in result.scenario.pools_at(hall, "greeter")
        if _value(result, "heads_on_duty", f"pool:{pool}").mean > 0
    ]
    scope = visits(results[0].scenario)
    rows = [measured_row(results, name, "all", say, scope) for name in GREETER] if pools else []
    rows += [measured_row(results, "occupancy", "all", say, f"pool:{pool}") for pool in dict.fromkeys(pools)]
    return [row for row in rows if row]


def groups(results: Sequence[Result], say: Words) -> list[tuple[str, list[Row]]]:
    """Tables of what halls, and centres, are judged by in each site, service and segment where there are several.

    Where there are halls and centres, the waits of visits are counted alone, since calls want the same services.
    """
    scenario = results[0].scenario
    both = bool(scenario.halls and scenario.centres)
    found = []
    of_contacts = [each for each in leading_figures(scenario) if family_of(each) == "contact"]
    for leading, site in zip(of_contacts, _kinds_of_sites(scenario), strict=True):
        rows = []
        name = "wait_mean_visits" if both and site == "hall" else leading.measure
        for kind in (site, "service", "segment"):
            names = dict.fromkeys(name for result in results for name in result.frame.names[kind])
            scopes = [f"{kind}:{name}" for name in names] if len(names) > 1 else []
            rows += [measured_row(results, name, "all", say, scope, say.scope(scope)) for scope in scopes]
        found.append((say.measure(name), [row for row in rows if row]))
    return [table for table in found if table[1]]


def _kinds_of_sites(scenario: Scenario) -> list[str]:
    return ["hall"] * bool(scenario.halls) + ["centre"] * bool(scenario.centres)


def differences(results: Sequence[Result], say: Words) -> list[Row]:
    """Paired differences of the headline measures from the first result: a column for each of the others."""
    rows = []
    for figure in _headline(results):
        cells = [_difference(results[0], other, figure, say) for other in results[1:]]
        if any(cell.text != say("value.none") for cell in cells):
            rows.append(Row(capital(say.measure(*figure)), cells))
    return rows


def _difference(first: Result, other: Result, figure: Figure, say: Words) -> Cell:
    name, scope, period = figure
    found = measure(name)
    try:
        mean, low, high, _ = difference(first, other, name, scope, period).estimate(CONFIDENCE)
    except KeyError:  # one of the two does not have the pool or line
        return Cell(say("value.none"))
    if math.isnan(mean):
        return Cell(say("value.none"))
    unit = shown_unit(name)
    ends = [] if math.isnan(low) else [low, high]
    if all(is_shown_as_zero(value, unit, mean) for value in (mean, *ends)):
        return Cell(say("difference.none"))  # an arrow beside nothing but zeros would say that there is one
    text = format_difference(mean, unit, say.language)
    interval = format_interval(low, high, unit, say.language, mean)
    if name in NEUTRAL or not interval:
        return Cell(text, interval)
    return Cell(text, interval, mark="unclear" if is_shown_as_zero(mean, unit) else _judged(low, high, found))


def _judged(low: float, high: float, found: Measure) -> str:
    """Whether a difference with that interval is for the better, for the worse, or not clear."""
    if low <= 0 <= high:
        return "unclear"
    return "better" if (high < 0) == (found.better == "low") else "worse"


def measured_cells(results: Sequence[Result], figure: Figure, say: Words) -> list[Cell]:
    """A measure in every result with its interval, its best mean marked where the printed values differ."""
    name, scope, period = figure
    found, unit = measure(name), shown_unit(name)
    estimates = [_value(result, name, scope, period) for result in results]
    means = [each.mean for each in estimates if not math.isnan(each.mean)]
    choose = min if found.better == "low" else max
    best = format_value(choose(means, default=math.nan), unit, say.language)
    printed = [format_value(each.mean, unit, say.language) for each in estimates]
    differ = name not in NEUTRAL and len(set(printed) - {say("value.none")}) > 1
    cells = []
    for result, estimate, text in zip(results, estimates, printed, strict=True):
        small = format_interval(estimate.low, estimate.high, unit, say.language, estimate.mean)
        place = peak_words(result, name, scope, period, say) if small else ""
        cells.append(Cell(text, small, place, "best" if differ and text == best else ""))
    return cells


def measured_row(
    results: Sequence[Result], name: str, period: str, say: Words, scope: str = "all", label: str = ""
) -> Row | None:
    """A measure as a row; None where no result has a value."""
    cells = measured_cells(results, Figure(name, scope, period), say)
    if all(cell.text == say("value.none") for cell in cells):
        return None
    return Row(label or capital(say.measure(name, scope, period)), cells)


def verdict_marks(result: Result, say: Words) -> Cell:
    """How many targets a result meets."""
    verdicts = result.verdicts()
    held = sum(verdict.holds for verdict in verdicts)
    mark = "met" if held == len(verdicts) else "missed"
    if mark == "missed" and any(verdict.says == "unknown" for verdict in verdicts):
        mark = "unclear"
    return Cell(say("summary.targets", held=held, count=len(verdicts)), mark=mark)


def _value(result: Result, name: str, scope: str = "all", period: str = "all") -> Estimate:
    """The estimate; without a value where this policy's scenario does not have the scope."""
    try:
        return result.estimate(name, scope, period)
    except KeyError:
        return Estimate(math.nan, math.nan, math.nan, 0)
