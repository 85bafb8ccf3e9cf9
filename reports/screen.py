"""What all that is printed has in common: as wide as the terminal, nothing cut, and whatever a planner called something as text."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from sim.scenario.characters import harmless

READABLE = 80
"""Columns of a terminal that nobody has widened: tables keep to them as far as names allow it."""

FRAME = 3
"""Columns that a table needs beside each cell."""

PIPE_WIDTH = 10_000
"""Columns where there is no terminal: no line is broken."""


def screen(width: int | None = None) -> Console:
    """Where tables and sentences are printed: as wide as the terminal; without one no line is broken.

    Parameters
    ----------
    width : int, optional
        So many columns instead.
    """
    return Console(width=width or (None if sys.stdout.isatty() else PIPE_WIDTH))


def table_of(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Collection[str] = (),
    whole_words_in: int = 0,
) -> Table:
    """A table, whose cells are broken where they do not fit, and never cut.

    Parameters
    ----------
    heads : sequence of str
        Headings of the columns, all different.
    rows : iterable of sequence of str
        The cells, row by row.
    right : collection of str
        Headings of the columns whose cells end where the column does, as whole numbers should.
    whole_words_in : int
        Columns of a terminal: where they are enough, each column is at least as wide as its longest word.
    """
    cells = [heads, *rows]
    widths = _widths([list(column) for column in zip(*cells, strict=True)], whole_words_in)
    table = Table(
        *(
            Column(shown(head), overflow="fold", justify="right" if head in right else "left", width=width)
            for head, width in zip(heads, widths, strict=True)
        )
    )
    for row in cells[1:]:
        table.add_row(*map(shown, row))
    return table


def _widths(columns: Sequence[Sequence[str]], whole: int) -> list[int | None]:
    """Widths of columns that break no word, and as few lines as the whole width allows; none of their own where that is not enough."""
    needed = [max(_width(line) for cell in column for line in cell.split("\n")) for column in columns]
    widths = [max(_width(word) for cell in column for word in cell.split() or [""]) for column in columns]
    spare = whole - sum(widths) - FRAME * len(columns) - 1
    if spare < 0:
        return [None] * len(columns)
    while spare and widths != needed:
        lacking = [need - width for need, width in zip(needed, widths, strict=True)]
        widths[lacking.index(max(lacking))] += 1
        spare -= 1
    return list(widths)


def _width(text: str) -> int:
    return Text(text).cell_len


def say(console: Console, sentences: Iterable[str]) -> None:
    """Print sentences, a line each."""
    for sentence in sentences:
        console.print(shown(sentence))


def shown(text: str, style: str = "") -> Text:
    """A text as it is: no markup in it is a style, and no character of it moves the cursor."""
    return Text(harmless(text), style=style)


def print_json(value: object) -> None:
    """Print a value as JSON, in escapes where the console could not print it."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(value, indent=2, ensure_ascii=not unicode))
