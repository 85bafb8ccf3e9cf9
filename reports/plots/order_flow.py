"""Who passes work orders to whom: a table of shaded cells."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from reports.plots.style import INK, canvas, dress, finish, plain
from reports.words import Words
from reports.words.names import words_for
from sim.results.desks import order_flow
from sim.results.result import Result

COLORS = "YlOrBr"
ROW = 0.34
"""Inches of height of a row."""


def flow_of_orders(result: Result, ax: Axes | None = None, language: str = "en") -> Axes:
    """Orders a week that go from one desk to another.

    Parameters
    ----------
    result : Result
        Of one policy, with an office.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes: rows are desks that pass on, columns those that get it.
    """
    say = words_for(result, language)
    axes = canvas(ax, flow_of_orders_height(result))
    dress(axes, say("orders.flow", policy=plain(say.policy(result.policy))), grid="both")
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    values = order_flow(result).mean
    axes.pcolormesh(np.ma.masked_equal(values, 0), cmap=COLORS, vmin=0, edgecolor="white", linewidth=0.5)
    high = float(values.max(initial=0.0)) or 1.0
    for row, column in np.argwhere(values > 0):
        value = float(values[row, column])
        axes.text(
            column + 0.5,
            row + 0.5,
            flow_text(value),
            ha="center",
            va="center",
            fontsize=8.5,
            color="white" if value > 0.55 * high else INK,
        )
    rows, columns = flow_labels(result, say)
    axes.set_yticks(np.arange(len(rows)) + 0.5, [plain(label) for label in rows])
    axes.set_xticks(
        np.arange(len(columns)) + 0.5, [plain(label, 16) for label in columns], rotation=30, ha="left"
    )
    axes.xaxis.tick_top()
    axes.set_ylim(len(rows), 0)
    axes.set_xlim(0, len(columns))
    return finish(axes)


def flow_of_orders_height(result: Result) -> float:
    """Inches of height that the table of a result takes."""
    return 1.8 + ROW * (1 + len(result.frame.offices.desks))


def flow_labels(result: Result, say: Words) -> tuple[list[str], list[str]]:
    """What rows and columns are called: new orders and desks; desks and orders that are closed."""
    desks = [say.name(desk.scope) for desk in result.frame.offices.desks]
    return [say("orders.new"), *desks], [*desks, say("orders.closed")]


def flow_text(value: float) -> str:
    """Orders a week, to the digits that there is room for."""
    return f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}"
