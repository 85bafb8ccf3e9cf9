"""The figures of a report: which ones, and their bytes as SVG and PNG."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from reports import plots
from reports.plots.heat import longest
from reports.plots.style import WIDTH
from sim.result import Result

KINDS = (
    "targets",
    "differences",
    "waits_over_day",
    "queue_over_day",
    "wait_distribution",
    "wait_heat_map",
    "occupancy",
)
"""What figures are called; a second one of a kind has a number behind its name."""

COMPARED = (("wait_mean", "all"), ("wait_mean", "peak"), ("wait_p90", "all"), ("cost_per_case", "all"))
"""Measures and periods of the figure of differences."""

NARROW = 4.6
"""Inches; the width of the drawings for phones."""
DOTS_PER_INCH = 160

Draw = Callable[[Axes], object]
"""Draws one panel on the axes that it is given."""


@dataclass(frozen=True)
class Drawn:
    """A figure, ready to be written.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    kind : str
        One of :data:`KINDS`.
    svg, narrow, png : bytes
        The same figure: as a drawing, as a drawing for phones, and as a picture.
    """

    name: str
    kind: str
    svg: bytes
    narrow: bytes
    png: bytes


@dataclass(frozen=True)
class _Plan:
    """What a figure shows: its panels, the inches of height of each, and how many stand side by side."""

    name: str
    kind: str
    height: float
    panels: list[Draw]
    columns: int = 1


def draw_figures(results: Sequence[Result], language: str = "en") -> list[Drawn]:
    """Every figure that these results give, in the order of the report; the same results give the same bytes."""
    drawn = []
    for plan in _plans(results, language):
        wide, narrow = _figure(plan, WIDTH, plan.columns), _figure(plan, NARROW, 1)
        drawn.append(Drawn(plan.name, plan.kind, _svg(wide), _svg(narrow), _png(wide)))
    return drawn


def _plans(results: Sequence[Result], language: str) -> Iterator[_Plan]:
    count, pools = len(results), {pool for result in results for pool in result.scenario.pools}
    if panels := _targets(results, language):
        yield _Plan("targets", "targets", 1.2 + 0.36 * count, panels)
    if panels := _differences(results, language):
        yield _Plan("differences", "differences", 1.3 + 0.36 * count, panels, min(2, len(panels)))
    for kind, draw in (
        ("waits_over_day", plots.waits_over_day),
        ("queue_over_day", plots.queue_over_day),
        ("wait_distribution", plots.wait_distribution),
    ):
        yield _Plan(kind, kind, 3.9, [lambda ax, draw=draw: draw(results, ax=ax, language=language)])  # type: ignore[misc]
    highest = max(map(longest, results))
    for number, result in enumerate(results, 1):
        panel = _heat_map(result, language, highest)
        height = plots.heat_map_height(result.scenario.calendar.days)
        yield _Plan(f"wait_heat_map_{number}", "wait_heat_map", height, [panel])
    height = plots.occupancy_height(len(pools), count)
    yield _Plan("occupancy", "occupancy", height, [lambda ax: plots.occupancy_by_pool(results, ax, language)])


def _targets(results: Sequence[Result], language: str) -> list[Draw]:
    def panel(number: int) -> Draw:
        return lambda ax: plots.target_reached(results, number, ax, language)

    return [panel(number) for number in range(len(results[0].scenario.targets))]


def _differences(results: Sequence[Result], language: str) -> list[Draw]:
    def panel(name: str, period: str) -> Draw:
        return lambda ax: plots.paired_differences(results, name, "all", period, ax, language)

    if len(results) < 2:
        return []
    return [panel(name, period) for name, period in COMPARED if _known(results, name, period)]


def _heat_map(result: Result, language: str, highest: float) -> Draw:
    return lambda ax: plots.wait_heat_map(result, ax=ax, language=language, highest=highest)


def _known(results: Sequence[Result], name: str, period: str) -> bool:
    """Whether the measure has a value in every result, and is not zero in all of them (nobody is paid)."""
    means = [result.estimate(name, "all", period).mean for result in results]
    return not any(map(math.isnan, means)) and any(means)


def _figure(plan: _Plan, width: float, columns: int) -> Figure:
    lines = -(-len(plan.panels) // columns)
    several = len(plan.panels) > 1
    layout = ConstrainedLayoutEngine(h_pad=0.12, w_pad=0.08) if several else ConstrainedLayoutEngine()
    figure = Figure(figsize=(width, plan.height * lines), layout=layout)
    grid = figure.subplots(lines, columns, squeeze=False).ravel()
    for axes, draw in zip(grid, plan.panels, strict=False):
        draw(axes)
    for axes in grid[len(plan.panels) :]:
        axes.set_visible(False)
    return figure


def _svg(figure: Figure) -> bytes:
    """The figure as SVG, without a prologue.

    Text stays text: it can be found and copied, and the reader's own fonts supply the characters that this machine's
    do not have.
    """
    buffer = io.BytesIO()
    no_metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with (
        warnings.catch_warnings(),
        matplotlib.rc_context({"svg.hashsalt": "counterline", "svg.fonttype": "none"}),
    ):
        _ignore_missing_characters()
        # The canvas's own method draws once, where savefig draws twice.
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(buffer, metadata=no_metadata)
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index(b"<svg") :]
    return re.sub(rb"(style=\"[^\"<>]*font-family: [^\";<>]*)", rb"\1, sans-serif", drawing)


def _png(figure: Figure) -> bytes:
    """The figure as PNG, in the layout that an earlier drawing of it found."""
    buffer = io.BytesIO()
    figure.set_layout_engine("none")
    figure.set_dpi(DOTS_PER_INCH)
    with warnings.catch_warnings():
        _ignore_missing_characters()
        canvas: Any = FigureCanvasAgg(figure)
        canvas.print_png(buffer)
    return buffer.getvalue()


def _ignore_missing_characters() -> None:
    """A machine without a Chinese font draws boxes, and need not say so for every character."""
    warnings.filterwarnings("ignore", message="Glyph .* missing from")
