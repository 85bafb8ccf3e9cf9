"""Of very many things the largest are drawn, and how many there are is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from matplotlib.axes import Axes

from reports.plots.style import FAINT, canvas, finish
from reports.words import Words, words

T = TypeVar("T")

MOST_SHOWN = 40
"""Bars, or panels, of one figure (assumed: what a page holds)."""


def largest(things: Sequence[T], size: Callable[[T], float]) -> list[T]:
    """The :data:`MOST_SHOWN` largest of some things, in their own order; of equally large ones the first."""
    if len(things) <= MOST_SHOWN:
        return list(things)
    by_size = sorted(range(len(things)), key=lambda place: -size(things[place]))
    return [things[place] for place in sorted(by_size[:MOST_SHOWN])]


def title_of_largest(title: str, count: int, say: Words) -> str:
    """A title that says of how many things the largest are shown, where those are not all."""
    return title if count <= MOST_SHOWN else say("plot.largest", title=title, shown=MOST_SHOWN, count=count)


def rest(count: int, ax: Axes | None = None, language: str = "en") -> Axes:
    """A panel with a sentence in place of `count` more panels.

    Parameters
    ----------
    count : int
        How many are not drawn.
    ax : Axes or None
        Where to draw; on a new figure if not given.
    language : str
        ``en`` or ``zh``.
    """
    axes = canvas(ax, 1.0)
    axes.set_axis_off()
    text = words(language)("plot.rest", count=count)
    axes.text(0, 0.5, text, transform=axes.transAxes, fontsize=10, color=FAINT, va="center")
    return finish(axes)
