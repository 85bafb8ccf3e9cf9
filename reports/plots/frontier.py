"""What values of a goal cost: the frontier between money and service."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from optimize.goal import GoalFound
from reports.plots.style import FAINT, INK, LOOKS, canvas, dress, finish, legend_below, plain
from reports.words import format_value, shown_scale, shown_unit, words
from reports.words.catalogue import capital

FRONTIER_HEIGHT = 3.6
"""Inches."""


def cost_against_goal(found: GoalFound, ax: Axes | None = None, language: str = "en") -> Axes:
    """The best values found of a goal by what their plans cost; the budget is a line, and the plan is marked.

    Parameters
    ----------
    found : GoalFound
        With its frontier.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.

    Returns
    -------
    Axes
        The axes: yuan from left to right, and the goal in the unit in which it is shown.
    """
    say, goal = words(language), found.goal
    unit = shown_unit(goal.measure)
    axes = canvas(ax, FRONTIER_HEIGHT)
    dress(
        axes,
        plain(capital(say("plot.frontier", measure=say.measure(goal.measure, goal.scope, goal.period))), 90),
    )
    costs = [point.cost for point in found.frontier]
    values = [point.value * shown_scale(unit) for point in found.frontier]
    axes.plot(
        costs, values, color=LOOKS[0].color, marker=LOOKS[0].marker, linewidth=1.8, label=say("plot.cheapest")
    )
    chosen = [point for point in found.frontier if found.affords(point)]
    if chosen:
        best = chosen[-1]
        axes.plot(
            [best.cost],
            [best.value * shown_scale(unit)],
            color=LOOKS[1].color,
            marker=LOOKS[1].marker,
            markersize=10,
            linestyle="none",
            label=say("plot.planned"),
        )
    budget = format_value(found.budget, "yuan", language)
    axes.axvline(
        found.budget, color=INK, linewidth=1.2, linestyle=(0, (4, 2)), label=say("plot.budget", budget=budget)
    )
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.set_xlabel(say("axis.yuan"), fontsize=9, color=FAINT)
    axes.set_ylabel(say(f"axis.{unit}"), fontsize=9, color=FAINT)
    legend_below(axes, 38)
    return finish(axes)
