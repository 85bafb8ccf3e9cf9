"""A table of the page: columns with headings, rows of cells, and the name of its file of commas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.tables import Row


@dataclass(frozen=True)
class Grid:
    """A table that the page shows, sorts, filters and hands out.

    Attributes
    ----------
    name : str
        What its file is called.
    columns : sequence of str
        Headings, that of the rows' labels first.
    rows : sequence of Row
        A label and the other cells.
    note : str
        What has to be known to read it.
    texts : bool
        Whether cells are words rather than figures, and stand to the left.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Row]
    note: str = ""
    texts: bool = False
