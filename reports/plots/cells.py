"""A table of shaded cells: the darker, the more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from reports.plots.style import INK, canvas, dress, finish, plain

COLORS = "YlOrBr"
HEAD, ROW = 1.8, 0.34
"""Inches of height of what stands above the rows, and of a row."""


def height_of(rows: int) -> float:
    """Inches of height of a table."""
    return HEAD + ROW * rows


def shaded_cells(
    ax: Axes | None,
    heading: str,
    labels: tuple[Sequence[str], Sequence[str]],
    values: NDArray[np.float64],
    texts: Sequence[Sequence[str]],
) -> Axes:
    """Draw a table.

    Parameters
    ----------
    ax : Axes or None
        Where; on a new figure if not given.
    heading : str
        What stands above it.
    labels : tuple of two sequences of str
        What rows and columns are called.
    values : ndarray
        How much there is in each cell: zeros are left white, and so are columns of texts alone behind the others.
    texts : sequence of sequence of str
        What stands in each cell, row by row.
    """
    rows, columns = labels
    axes = canvas(ax, height_of(len(rows)))
    dress(axes, heading, grid="both")
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.pcolormesh(np.ma.masked_equal(values, 0), cmap=COLORS, vmin=0, edgecolor="white", linewidth=0.5)
    dark = 0.55 * (float(values.max(initial=0.0)) or 1.0)
    for row, of_row in enumerate(texts):
        for column, text in enumerate(of_row):
            on_dark = column < values.shape[1] and values[row, column] > dark
            color = "white" if on_dark else INK
            if text:
                axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=8.5, color=color)
    axes.set_yticks(np.arange(len(rows)) + 0.5, [plain(label) for label in rows])
    places = np.arange(len(columns)) + 0.5
    axes.set_xticks(places, [plain(label, 16) for label in columns], rotation=30, ha="left")
    axes.xaxis.tick_top()
    axes.set_ylim(len(rows), 0)
    axes.set_xlim(0, len(columns))
    return finish(axes)
