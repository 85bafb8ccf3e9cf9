"""What all plots share: a canvas without a display, colours, labels that show names as they are."""

from __future__ import annotations

import math
import re
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from reports.fonts import font_families
from reports.words import Words
from sim.results.result import Result

WIDTH = 9.6
"""Inches; the page's column at its usual width."""

INK, FAINT, GRID, CLOSED = "#1f2933", "#5c6873", "#dfe3e8", "#eef0f2"


BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.8}
"""A box behind a label that may lie on a line."""


class Look(NamedTuple):
    """How one policy is drawn: told apart by colour, by dash and by marker, so that print in grey works too."""

    color: str
    dash: str
    marker: str


LOOKS = (
    Look("#0072B2", "-", "o"),
    Look("#D55E00", "--", "s"),
    Look("#009E73", "-.", "^"),
    Look("#CC79A7", ":", "D"),
    Look("#E69F00", (0, (5, 1, 1, 1, 1, 1)), "v"),  # type: ignore[arg-type]
    Look("#56B4E9", (0, (8, 2)), "P"),  # type: ignore[arg-type]
    Look("#000000", (0, (1, 1)), "X"),  # type: ignore[arg-type]
)
"""Colours for colour-blind readers: Okabe and Ito, Color Universal Design, 2008 (without the yellow, too pale on white)."""

TITLE_POINTS = 7.5
"""Width of a letter of a title, with room for labels that reach left of the axes."""
LONGEST_LABEL = 34
"""Columns of text (a Chinese character takes two) that a name may take in a plot; tables show it whole."""


def band(count: int) -> float:
    """How opaque the band of an interval is, so that as many of them can lie over each other."""
    return 0.18 if count <= 3 else 0.10


def look(number: int) -> Look:
    """The look of the policy at that place."""
    return LOOKS[number % len(LOOKS)]


def several(results: Result | Sequence[Result]) -> Sequence[Result]:
    """One result or many, as many.

    Raises
    ------
    ValueError
        There is none.
    """
    found = [results] if isinstance(results, Result) else results
    if not found:
        raise ValueError("there is no result to draw")
    return found


def canvas(ax: Axes | None, height: float, width: float = WIDTH) -> Axes:
    """The axes to draw on: `ax`, or those of a new figure of that size in inches."""
    return ax if ax is not None else Figure(figsize=(width, height), layout="constrained").add_subplot()


def plain(text: str, longest: int = LONGEST_LABEL) -> str:
    """A label that shows `text` as it is: no formulas, nothing hidden, shortened where it is too long."""
    kept = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    if columns(kept) > longest:
        while columns(kept) >= longest:
            kept = kept[:-1]
        kept = f"{kept.rstrip()}…"
    shown = kept.replace("$", r"\$")
    # A legend leaves out labels that start with an underscore; a word joiner before it takes no room.
    return f"\u2060{shown}" if shown.startswith("_") else shown


def columns(text: str) -> int:
    """Columns that a text takes; wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def dress(ax: Axes, title: str, grid: str = "y") -> None:
    """The common look of axes; call it first, and :func:`finish` last."""
    tied = re.sub(r"(?<=\d) (?=\S)", "\u00a0", title)  # a number stays on one line with its unit
    lines = textwrap.wrap(tied, max(16, int(width_of(ax) * 72 / TITLE_POINTS)))
    ax.set_title("\n".join(lines), loc="left", fontsize=11, fontweight="bold", color=INK, pad=10)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(FAINT)
    ax.grid(axis=grid, color=GRID, linewidth=0.8)  # type: ignore[arg-type]
    ax.set_axisbelow(True)
    ax.tick_params(labelsize=9, labelcolor=INK, color=FAINT, length=3)
    ax.tick_params(axis="y", length=0)


def scoped(title: str, scope: str, say: Words) -> str:
    """The title with the scope that it is about, where that is not everything."""
    return plain(title if scope == "all" else say("label.scoped", measure=title, scope=say.scope(scope)), 80)


def legend_below(ax: Axes, points: float) -> None:
    """A legend under the axes, `points` below their edge, in as many columns as fit."""
    handles, labels = ax.get_legend_handles_labels()
    if len(labels) < 2:
        return
    width = _inches(ax)[0]
    fit = math.floor(width * 72 / (5.2 * max(map(columns, labels)) + 44))
    figure = ax.get_figure()
    assert figure is not None
    ax.legend(
        handles,
        labels,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + ScaledTranslation(0, -points / 72, figure.dpi_scale_trans),
        ncols=max(1, min(fit, len(labels))),
        frameon=False,
        fontsize=9,
        handlelength=3.0,
        borderaxespad=0,
        labelcolor=INK,
    )


def limit_x(ax: Axes, low: float, high: float) -> tuple[float, float]:
    """Limits from left to right that leave in sight what was drawn on the axes before; the limits that they have then."""
    before = () if ax.get_autoscalex_on() else ax.get_xlim()
    low, high = min((low, *before)), max((high, *before))
    ax.set_xlim(low, high)
    return low, high


def limit_y(ax: Axes, low: float, high: float) -> None:
    """Limits from bottom to top that leave in sight what was drawn on the axes before."""
    before = () if ax.get_autoscaley_on() else ax.get_ylim()
    ax.set_ylim(min((low, *before)), max((high, *before)))


def lines_before(ax: Axes) -> int:
    """How many lines with a name of their own are on the axes: the next ones get other looks."""
    return sum(not str(line.get_label()).startswith("_") for line in ax.get_lines())


def finish(ax: Axes) -> Axes:
    """Fonts that have the characters, for everything drawn so far and for tick labels still to come."""
    families = font_families()
    for text in ax.findobj(Text):
        assert isinstance(text, Text)
        text.set_fontfamily(families)
    ax.tick_params(labelfontfamily=families)
    return ax


def _inches(ax: Axes) -> tuple[float, float]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    box = ax.get_position()
    return box.width * figure.get_figwidth(), box.height * figure.get_figheight()


def width_of(ax: Axes) -> float:
    """Width of the axes in inches."""
    return _inches(ax)[0]
