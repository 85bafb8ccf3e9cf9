"""The headline table on a terminal, and the same as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.words import format_estimate, format_value, shown_unit, words
from sim.result import CONFIDENCE, Result, Verdict

if TYPE_CHECKING:
    import pandas as pd

PIPE_WIDTH = 10_000
"""Columns where there is no terminal: nothing is wrapped."""

FRAME = 3
"""Columns that a table needs beside each cell."""

Column = tuple[str, list[str]]


def print_headline(results: Sequence[Result], as_json: bool, width: int | None = None) -> None:
    """Print the headline measures, measures down and policies across, and whether each target is met.

    Parameters
    ----------
    results : sequence of Result
        With the same number of replications, one a policy.
    as_json : bool
        Print the measures as JSON, and nothing else.
    width : int or None
        Columns of the terminal; its own if not given. Policies that do not fit beside each other go into further tables.
    """
    if as_json:
        plain = {result.policy: _rows(result.summary().reset_index()) for result in results}
        print(json.dumps(plain, indent=2, ensure_ascii=False))
        return
    console = Console(width=width or (None if sys.stdout.isatty() else PIPE_WIDTH))
    first = results[0]
    runs = "replication" if first.replications == 1 else "replications"
    title = f"{first.scenario.name}: {first.replications} {runs}, {100 * CONFIDENCE:g} % intervals"
    console.print(Text(title, style="bold"))
    measures, *policies = _columns(results)
    for fitting in _side_by_side(measures, policies, console.width):
        console.print(_table([measures, *fitting]))
    for result in results:
        for verdict in result.verdicts():
            console.print(Text(f"{result.policy}: {_verdict(verdict)}"))


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table for JSON, which has null where there is no value."""
    rows = table.astype(object).where(table.notna(), None).to_dict(orient="records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _columns(results: Sequence[Result]) -> list[Column]:
    """The column of measures, and one column a policy; a policy without a value has an empty cell."""
    keyed = [result.summary().reset_index().set_index(["measure", "scope", "period"]) for result in results]
    keys = list(dict.fromkeys(key for table in keyed for key in table.index))
    names = [_name(*key) for key in keys]
    columns = [("measure", names)]
    for result, table in zip(results, keyed, strict=True):
        cells = [_cell(key[0], table.loc[key]) if key in table.index else "" for key in keys]
        columns.append((result.policy, cells))
    return columns


def _name(measure: str, scope: str, period: str) -> str:
    """The measure, with its scope and period where they are not all there is."""
    of = ", ".join(each for each in (scope, period) if each != "all")
    return f"{measure} ({of})" if of else measure


def _cell(name: str, row: Any) -> str:
    return format_estimate((row["mean"], row["ci_low"], row["ci_high"]), shown_unit(name))


def _side_by_side(measures: Column, policies: list[Column], width: int) -> list[list[Column]]:
    """The policies, cut into groups that fit into the width; each group has at least one."""
    groups: list[list[Column]] = [[]]
    for policy in policies:
        if groups[-1] and 1 + sum(map(_width, [measures, *groups[-1], policy])) > width:
            groups.append([])
        groups[-1].append(policy)
    return groups


def _width(column: Column) -> int:
    return FRAME + max(Text(text).cell_len for text in [column[0], *column[1]])


def _table(columns: list[Column]) -> Table:
    table = Table()
    for number, (head, _) in enumerate(columns):
        table.add_column(Text(head), justify="right" if number else "left", no_wrap=True)
    for row in zip(*(cells for _, cells in columns), strict=True):
        table.add_row(*map(Text, row))
    return table


def _verdict(verdict: Verdict) -> str:
    target, unit = verdict.target, shown_unit(verdict.target.measure)
    side = "at most" if target.at_most is not None else "at least"
    word = words("en")(f"target.{verdict.says}")
    holds = f"NOT{word[3:]}" if word.startswith("not") else word
    return (
        f"target {target.measure} {target.scope} {target.period} {side} {format_value(verdict.threshold, unit)}: {holds} "
        f"({format_value(verdict.limit, unit)} with {100 * target.confidence:g} % confidence)"
    )
