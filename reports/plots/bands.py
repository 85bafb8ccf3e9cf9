"""Bands between boxes: how much flows from where to where."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from reports.plots.style import BEHIND, INK, plain, width_of

BOX = 0.055
"""Width of a box, of the distance between two columns."""
SPARE = 0.2
"""Part of the last column that its labels do not need."""
GAP = 0.012
"""Air between two boxes, of the height."""
LINE_INCHES = 0.135
"""Height of a line of a label, with its part of the air around it."""
LETTER_INCHES = 0.066
"""Mean width of a letter of 8 points."""


@dataclass(frozen=True)
class Box:
    """A box: its column, its name, the lines that stand beside it, how much goes through it, its colour."""

    column: int
    name: str
    label: tuple[str, ...]
    value: float
    color: str


@dataclass(frozen=True)
class Band:
    """How much goes from a box to one of a later column, its colour, and a hatch that tells it from others in grey."""

    start: str
    end: str
    value: float
    color: str
    hatch: str = ""


def draw_bands(ax: Axes, boxes: Sequence[Box], bands: Sequence[Band], height: float) -> None:
    """Draw boxes in columns from left to right, each as high as what goes through it, and the bands between them.

    Boxes of a column stand in the order given, and so do the bands at each box. Each box has room for its label.

    Parameters
    ----------
    ax : Axes
        Where; without axis lines.
    boxes, bands : sequence
        What; boxes without a value are left out.
    height : float
        Inches of height of the drawing.
    """
    shown = [box for box in boxes if box.value > 0]
    columns = max((box.column for box in shown), default=0) + 1
    letters = max(9, int((1 - 2 * BOX) * width_of(ax) / (columns - SPARE) / LETTER_INCHES))
    labels = {box.name: _wrapped(box.label, letters) for box in shown}
    rooms = {name: LINE_INCHES * len(lines) / height for name, lines in labels.items()}
    by_column = [[box for box in shown if box.column == column] for column in range(columns)]
    scale = _scale(by_column, rooms)
    tops = {name: top for own in by_column for name, top in _tops(own, scale, rooms).items()}
    ax.set_xlim(0, columns - SPARE)
    ax.set_ylim(1, 0)
    ax.axis("off")
    _draw_all(ax, shown, bands, tops, scale)
    for box in shown:
        top, high = tops[box.name], scale * box.value
        ax.add_patch(Rectangle((box.column, top), BOX, high, color=box.color, linewidth=0))
        text, place = "\n".join(labels[box.name]), (box.column + 1.6 * BOX, top + high / 2)
        ax.text(*place, text, va="center", fontsize=8, color=INK, bbox=BEHIND, linespacing=1.1)


def _wrapped(label: tuple[str, ...], letters: int) -> list[str]:
    return [line for part in label for line in textwrap.wrap(plain(part, 200), letters)]


def _scale(columns: Sequence[Sequence[Box]], rooms: Mapping[str, float]) -> float:
    """The largest height of a unit with which every column fits, if each box takes at least the room of its label."""
    low, high = 0.0, 1.0 / max((box.value for column in columns for box in column), default=1.0)
    for _ in range(50):
        middle = (low + high) / 2
        fits = all(
            sum(max(middle * box.value, rooms[box.name]) + GAP for box in column) <= 1.0 for column in columns
        )
        low, high = (middle, high) if fits else (low, middle)
    return low


def _tops(boxes: Sequence[Box], scale: float, rooms: Mapping[str, float]) -> dict[str, float]:
    """Where each box of a column begins; what room the column has left is shared out between its boxes."""
    tops = {}
    slots = [max(scale * box.value, rooms[box.name]) for box in boxes]
    between = (1.0 - sum(slots)) / max(1, len(boxes))
    here = between / 2
    for box, slot in zip(boxes, slots, strict=True):
        tops[box.name] = here + (slot - scale * box.value) / 2
        here += slot + between
    return tops


def _draw_all(
    ax: Axes, boxes: Sequence[Box], bands: Sequence[Band], tops: dict[str, float], scale: float
) -> None:
    column = {box.name: box.column for box in boxes}
    leaving, coming = dict(tops), dict(tops)
    for band in bands:
        if band.value <= 0:
            continue
        thick = scale * band.value
        x = column[band.start] + BOX, column[band.end]
        ax.add_patch(_ribbon(x, (leaving[band.start], coming[band.end]), thick, band))
        leaving[band.start] += thick
        coming[band.end] += thick


def _ribbon(x: tuple[float, float], tops: tuple[float, float], thick: float, band: Band) -> PathPatch:
    (left, right), (start, end) = x, tops
    middle = (left + right) / 2
    points = [
        (left, start), (middle, start), (middle, end), (right, end),
        (right, end + thick), (middle, end + thick), (middle, start + thick), (left, start + thick), (left, start),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    look = {"facecolor": band.color, "edgecolor": "white", "hatch": band.hatch or None}
    return PathPatch(Path(points, codes), alpha=0.35, linewidth=0, **look)
