"""Who passes work orders to whom: a table of shaded cells."""

from __future__ import annotations

from matplotlib.axes import Axes

from reports.plots.cells import height_of, shaded_cells
from reports.plots.style import plain
from reports.words import Words
from reports.words.names import words_for
from sim.results.desks import order_flow
from sim.results.result import Result


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
    heading = say("orders.flow", policy=plain(say.policy(result.policy)))
    values = order_flow(result).mean
    texts = [[flow_text(value) if value > 0 else "" for value in row] for row in values.tolist()]
    return shaded_cells(ax, heading, flow_labels(result, say), values, texts)


def flow_of_orders_height(result: Result) -> float:
    """Inches of height that the table of a result takes."""
    return height_of(1 + len(result.frame.offices.desks))


def flow_labels(result: Result, say: Words) -> tuple[list[str], list[str]]:
    """What rows and columns are called: new orders and desks; desks and orders that are closed."""
    desks = [say.name(desk.scope) for desk in result.frame.offices.desks]
    return [say("orders.new"), *desks], [*desks, say("orders.closed")]


def flow_text(value: float) -> str:
    """Orders a week, to the digits that there is room for."""
    return f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}"
