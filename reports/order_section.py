"""What the page says of offices and their work orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.grids import Grid
from reports.heat_tables import SHADES, HeatTable
from reports.plots.causes import cause_cells, cause_labels
from reports.plots.order_flow import flow_labels, flow_text
from reports.region_tables import region_tables
from reports.tables import Cell, Row, measured_row
from reports.words import Words, format_interval, format_value
from reports.words.catalogue import capital
from sim.measures.order_measures import escalation_names
from sim.results.cause_pareto import cause_pareto
from sim.results.desks import desk_figures, order_flow
from sim.results.estimates import Sample
from sim.results.headline import has_deadlines, orders_told
from sim.results.result import CONFIDENCE, Result

KINDS = ("category", "department", "region", "segment")
"""Kinds of scope by which orders in time are told, each where there are several."""

DESK_COLUMNS = {"come": "count", "in_line": "count", "wait": "h", "load": "share"}
"""Units of the figures of desks."""


@dataclass(frozen=True)
class OrderSection:
    """The section on offices.

    Attributes
    ----------
    figures : list of Row
        Measures of all orders: a column a policy.
    groups : list of (str, list of Row)
        Tables by kind of order, department, region and segment, with their titles.
    desks : Grid
        What comes to each desk, and its load.
    flows : list of HeatTable
        Who passes orders to whom, under each policy.
    regions : list of HeatTable
        What customers of each segment get in each region, under each policy.
    causes : list of HeatTable
        Orders by cause and month, under each policy; none where there are no causes.
    """

    figures: list[Row]
    groups: list[tuple[str, list[Row]]]
    desks: Grid
    flows: list[HeatTable]
    regions: list[HeatTable]
    causes: list[HeatTable]


def order_section(results: Sequence[Result], say: Words) -> OrderSection | None:
    """The section, where there are offices."""
    if not results[0].scenario.offices:
        return None
    told = dict.fromkeys(name for result in results for name in orders_told(result.scenario))
    rows = [_told_row(results, name, say) for name in told]
    return OrderSection(
        [row for row in rows if row],
        _groups(results, say),
        _desks(results, say),
        [_flow(result, say) for result in results],
        region_tables(results, say),
        [table for result in results for table in _causes(result, say)],
    )


def _told_row(results: Sequence[Result], name: str, say: Words) -> Row | None:
    """A measure of all orders; a dash under policies where it can be nothing else, such as orders reopened where nobody calls before closing."""
    own = [result for result in results if name in orders_told(result.scenario)]
    row = measured_row(own, name, "all", say)
    if row is None:
        return None
    cells = iter(row.cells)
    none = Cell(say("value.none"))
    return Row(row.label, [next(cells) if result in own else none for result in results])


def _groups(results: Sequence[Result], say: Words) -> list[tuple[str, list[Row]]]:
    """In time by kind of order, department, region and segment; how long each kind takes, and how far it is escalated."""
    levels = max(result.frame.offices.levels or 0 for result in results)
    escalated = [
        row
        for name in escalation_names(levels)
        for row in _by_kind(
            results, name, ("category",), say, say("orders.level", level=name.rpartition("_")[2])
        )
    ]
    found = {
        "orders.in_time": _by_kind(results, "in_time", KINDS, say)
        if has_deadlines(results[0].scenario)
        else [],
        "orders.time": _by_kind(results, "time_to_close_mean", ("category",), say),
        "orders.escalated": escalated,
    }
    return [(say(key), rows) for key, rows in found.items() if rows]


def _by_kind(
    results: Sequence[Result], name: str, kinds: Sequence[str], say: Words, prefix: str = ""
) -> list[Row]:
    rows = []
    for kind in kinds:
        names = dict.fromkeys(each for result in results for each in result.frame.names[kind])
        for each in names if len(names) > 1 or kind == "category" else ():
            scope = f"{kind}:{each}"
            label = capital(say.name(scope) if kind == "category" else say.scope(scope))
            told = say("label.scoped", measure=label, scope=prefix) if prefix else label
            rows.append(measured_row(results, name, "all", say, scope, told))
    return [row for row in rows if row]


def _desks(results: Sequence[Result], say: Words) -> Grid:
    """A row for each desk under each policy."""
    several = len(results) > 1
    figures = [desk_figures(result) for result in results]
    scopes = dict.fromkeys(desk.scope for result in results for desk in result.frame.offices.desks)
    rows = []
    for scope in scopes:
        for result, found in zip(results, figures, strict=True):
            own = [desk.scope for desk in result.frame.offices.desks]
            if scope in own:
                samples = (getattr(found, name).at(own.index(scope)) for name in DESK_COLUMNS)
                cells = map(_cell, samples, DESK_COLUMNS.values(), [say] * len(DESK_COLUMNS))
                rows.append(Row(say.name(scope), [*[Cell(say.policy(result.policy))] * several, *cells]))
    heads = [
        say("orders.desk"),
        *[say("policy")] * several,
        *(say(f"orders.{name}") for name in DESK_COLUMNS),
    ]
    return Grid("desks", list(map(capital, heads)), rows, say("orders.desks.note"))


def _cell(sample: Sample, unit: str, say: Words) -> Cell:
    mean, low, high, _ = sample.estimate(CONFIDENCE)
    text = format_value(mean, unit, say.language)
    return Cell(text, format_interval(max(low, 0.0), high, unit, say.language, mean))


def _flow(result: Result, say: Words) -> HeatTable:
    """Who passes orders to whom under one policy."""
    values = order_flow(result).mean
    shade = np.minimum(SHADES * values / (values.max(initial=0.0) or 1.0), SHADES - 1).astype(int)
    rows, columns = flow_labels(result, say)
    cells: list[list[tuple[str, int | None]]] = [
        [
            (flow_text(value), int(tone)) if value > 0 else ("", None)
            for value, tone in zip(*pair, strict=True)
        ]
        for pair in zip(values.tolist(), shade.tolist(), strict=True)
    ]
    title = say("orders.flow", policy=say.policy(result.policy))
    return HeatTable(title, columns, list(zip(rows, cells, strict=True)), "low")


def _causes(result: Result, say: Words) -> list[HeatTable]:
    """Orders by cause and month under one policy."""
    found = cause_pareto(result)
    if found is None:
        return []
    values = np.vstack((found.orders, found.unnamed))
    shade = np.minimum(SHADES * values / (values.max(initial=0.0) or 1.0), SHADES - 1).astype(int)
    labels, columns = cause_labels(found, result, say)
    rows: list[tuple[str, list[tuple[str, int | None]]]] = []
    for label, texts, tones in zip(labels, cause_cells(found), shade.tolist(), strict=True):
        shown = [tone if text else None for text, tone in zip(texts, tones, strict=False)]
        rows.append((label, list(zip(texts, [*shown, None, None], strict=True))))
    title = say("orders.causes", policy=say.policy(result.policy))
    return [HeatTable(title, columns, rows, "low")]
