"""Which causes bring most work orders: a table of shaded cells by month, with the share that the first ones have together."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from reports.plots.cells import height_of, shaded_cells
from reports.plots.order_flow import flow_text
from reports.plots.style import plain
from reports.words import Words
from reports.words.names import words_for
from sim.results.cause_pareto import CausePareto, cause_pareto
from sim.results.result import Result


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
    heading = say("orders.causes", policy=plain(say.policy(result.policy)))
    values = np.vstack((found.orders, found.unnamed))
    return shaded_cells(ax, heading, cause_labels(found, result, say), values, cause_cells(found))


def causes_by_month_height(result: Result) -> float:
    """Inches of height that the table of a result takes."""
    return height_of(1 + len(result.frame.names["cause"]))


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
