"""The headline table on a terminal, and the same as JSON."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from reports.answer import answer
from reports.screen import FRAME, READABLE, print_json, say, screen, shown, table_of
from reports.summary import short_heads, summary_figures, summary_rows
from reports.tables import Cell
from reports.words import Words, format_figure, format_value, shown_unit, unit_word
from reports.words.names import words_for
from reports.words.targets import verdict_words, where
from sim.results.result import CONFIDENCE, Result, Verdict

if TYPE_CHECKING:
    import pandas as pd

WIDE = 120
"""Columns of the first table where there is no terminal."""
Key = tuple[str, str, str]
"""Measure, scope and period."""

Cells = tuple[str, list[str]]
"""The heading of a column, and what stands below it."""


def print_headline(results: Sequence[Result], as_json: bool, width: int | None = None) -> None:
    """Print the headline measures, measures down and policies across, and whether each target is met.

    Parameters
    ----------
    results : sequence of Result
        With the same number of replications, one a policy.
    as_json : bool
        Print the measures as JSON, and nothing else.
    width : int or None
        Columns of the terminal; its own if not given, and `READABLE` without one. Policies that do not fit beside each other go
        into further tables.
    """
    if as_json:
        plain = {result.policy: _rows(result.summary().reset_index()) for result in results}
        print_json(plain)
        return
    console = screen(width)
    fits = console.width if width or console.is_terminal else READABLE
    console.print(shown(_title(results[0]), style="bold"))
    names = words_for(results)
    measures, *policies = _columns(results, names)
    for fitting in _side_by_side(measures, policies, fits):
        console.print(_table([measures, *fitting]))
    for result in results:
        say(
            console,
            (f"{names.policy(result.policy)}: {_verdict(verdict, names)}" for verdict in result.verdicts()),
        )


def print_summary(results: Sequence[Result], width: int | None = None) -> None:
    """Print the headline figures of several policies as one table, a row a policy, and what they say on one line.

    Parameters
    ----------
    results : sequence of Result
        With the same number of replications, one a policy.
    width : int or None
        Columns of the terminal; its own if not given, and `WIDE` without one.
    """
    say_of = words_for(results)
    console = screen(width or (None if screen().is_terminal else WIDE))
    console.print(shown(_title(results[0]), style="bold"))
    _, rows = summary_rows(results, say_of)
    figures = len(summary_figures(results[0].scenario))
    cells = [
        [row.label, *map(_stacked, row.cells[:figures]), *(cell.text for cell in row.cells[figures:])]
        for row in rows
    ]
    heads = short_heads(results[0].scenario, say_of)
    console.print(table_of(["policy", *heads], cells, right=heads, whole_words_in=console.width))
    say(console, [answer(results, say_of), "More figures, and each target: --all"])


def _stacked(cell: Cell) -> str:
    """A figure, and below it its interval, and when its peak is."""
    return "\n".join(filter(None, (cell.text, cell.small, cell.place)))


def _title(first: Result) -> str:
    runs = "replication" if first.replications == 1 else "replications"
    return f"{first.scenario.name}: {first.replications} {runs}, {100 * CONFIDENCE:g} % intervals"


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table for JSON, which has null where there is no value."""
    rows = table.astype(object).where(table.notna(), None).to_dict(orient="records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _columns(results: Sequence[Result], names: Words) -> list[Cells]:
    """The column of measures, and one column a policy; a policy without a value has an empty cell."""
    keyed = [result.summary().reset_index().set_index(["measure", "scope", "period"]) for result in results]
    keys = list(dict.fromkeys(key for table in keyed for key in table.index))
    rows = list(_rows_of(keys, names))
    columns = [("measure", [name for name, _ in rows])]
    for result, table in zip(results, keyed, strict=True):
        columns.append((names.policy(result.policy), [_cell(key, table) for _, key in rows]))
    return columns


def _rows_of(keys: Sequence[Key], names: Words) -> Iterator[tuple[str, Key | None]]:
    """What each row is called, and what stands in it: a measure with its unit, and below it scopes and periods that are not all."""
    before = ""
    for key in keys:
        measure, unit, of = key[0], unit_word(shown_unit(key[0])), where(*key[1:], names)
        name = f"{measure}, {unit}" if unit else measure
        if of and measure != before:
            yield name, None
        yield (f"  {of}" if of else name), key
        before = measure


def _cell(key: Key | None, table: pd.DataFrame) -> str:
    if key is None or key not in table.index:
        return ""
    rows: Any = table.loc
    row = rows[key]
    return format_figure((row["mean"], row["ci_low"], row["ci_high"]), shown_unit(key[0]))


def _side_by_side(measures: Cells, policies: list[Cells], width: int) -> list[list[Cells]]:
    """The policies, cut into groups that fit into the width; each group has at least one."""
    groups: list[list[Cells]] = [[]]
    for policy in policies:
        if groups[-1] and 1 + sum(map(_width, [measures, *groups[-1], policy])) > width:
            groups.append([])
        groups[-1].append(policy)
    return groups


def _width(column: Cells) -> int:
    return FRAME + max(Text(text).cell_len for text in [column[0], *column[1]])


def _table(columns: list[Cells]) -> Table:
    heads, *cells = zip(*((head, *below) for head, below in columns), strict=True)
    return table_of(heads, cells, right=heads[1:])


def _verdict(verdict: Verdict, names: Words) -> str:
    target, unit = verdict.target, shown_unit(verdict.target.measure)
    of = where(target.scope, target.period, names)
    side = "at most" if target.at_most is not None else "at least"
    word = verdict_words(verdict, names)
    holds = f"NOT{word[3:]}" if word.startswith("not") else word
    said = (
        f"target {target.measure}{of and f' ({of})'} {side} {format_value(verdict.threshold, unit)}: {holds}"
    )
    if verdict.empty or math.isnan(verdict.limit):
        return said
    if verdict.is_same_everywhere:
        return f"{said} (the same in all replications)"
    return f"{said} (surely {side} {format_value(verdict.limit, unit)}, with {100 * target.confidence:g} % confidence)"
