"""Which causes bring most work orders: a table of shaded cells by month, with the share that the first ones have together."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from reports.plots.order_flow import flow_text
from reports.plots.style import INK, canvas, dress, finish, plain
from reports.words import Words
from reports.words.names import words_for
from sim.results.cause_pareto import CausePareto, cause_pareto
from sim.results.result import Result

COLORS = "YlOrBr"
ROW = 0.34
"""Inches of height of a row."""


def causes_by_month(result: Result, ax: Axes | None = None, language: str = "en") -> Axes:
    """Orders by cause and month, those of which most come first, and which share of all orders they add up to (Pareto).

    Parameters
    ----------
    result : Result
        Of one policy, with an office that has causes.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes: rows are causes, the last one orders without a named one; columns months, all of them, and the share.

    Raises
    ------
    ValueError
        No office has causes.
    """
    found, say = cause_pareto(result), words_for(result, language)
    if found is None:
        raise ValueError("the scenario has no causes")
    axes = canvas(ax, causes_by_month_height(result))
    dress(axes, say("orders.causes", policy=plain(say.policy(result.policy))), grid="both")
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    values = np.vstack((found.orders, found.unnamed))
    axes.pcolormesh(np.ma.masked_equal(values, 0), cmap=COLORS, vmin=0, edgecolor="white", linewidth=0.5)
    high = float(values.max(initial=0.0)) or 1.0
    for row, texts in enumerate(cause_cells(found)):
        for column, text in enumerate(texts):
            dark = column < len(found.months) and values[row, column] > 0.55 * high
            axes.text(
                column + 0.5,
                row + 0.5,
                text,
                ha="center",
                va="center",
                fontsize=8.5,
                color="white" if dark else INK,
            )
    rows, columns = cause_labels(found, result, say)
    axes.set_yticks(np.arange(len(rows)) + 0.5, [plain(label) for label in rows])
    axes.set_xticks(
        np.arange(len(columns)) + 0.5, [plain(label, 16) for label in columns], rotation=30, ha="left"
    )
    axes.xaxis.tick_top()
    axes.set_ylim(len(rows), 0)
    axes.set_xlim(0, len(columns))
    return finish(axes)


def causes_by_month_height(result: Result) -> float:
    """Inches of height that the table of a result takes."""
    return 1.8 + ROW * (1 + len(result.frame.names["cause"]))


def cause_labels(found: CausePareto, result: Result, say: Words) -> tuple[list[str], list[str]]:
    """What rows and columns are called."""
    dates = (result.scenario.calendar.date(day) for day in found.months)
    rows = [*(say.name(f"cause:{name}") for name in found.names), say("orders.unnamed")]
    return rows, [*(say.date(date, "month") for date in dates), say("orders.all"), say("orders.added_up")]


def cause_cells(found: CausePareto) -> list[list[str]]:
    """The text of each cell: orders by month, of all months, and the share; of those without a named cause no share."""
    values = np.vstack((found.orders, found.unnamed))
    shares = [*("" if np.isnan(share) else f"{100 * share:.0f} %" for share in found.share.tolist()), ""]
    return [
        [*(flow_text(value) if value > 0 else "" for value in row), flow_text(sum(row)), share]
        for row, share in zip(values.tolist(), shares, strict=True)
    ]
