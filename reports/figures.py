"""The figures of a report as SVG and PNG."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from reports.charts import Chart
from reports.figure_plans import FigurePlan, figure_plans
from reports.fonts import font_families
from reports.plots.style import WIDTH
from sim.results.result import Result
from sim.running.executor import Shared
from sim.running.workers import executor, processors

NARROW = 4.6
"""Inches; the width of the drawings for phones."""
DOTS_PER_INCH = 160
AS_TABLES = ("wait_heat_map", "level_heat_map", "order_flow", "causes")
"""Figures that the page has as tables."""

PANELS_PER_WORKER = 10
"""Panels for each process that draws: some two seconds of work, as long as a process takes to begin and to import what draws (measured)."""


@dataclass(frozen=True)
class Drawn:
    """A figure, ready to be written.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    kind : str
        One of :data:`~reports.figure_plans.KINDS`.
    svg, narrow, png : bytes
        The same figure: as a drawing, as a drawing for phones (empty where the page has something better for them), and as a picture.
    charts : sequence of Chart
        The same as the page's script draws it; none of a figure that is drawn alone.
    """

    name: str
    kind: str
    svg: bytes
    narrow: bytes
    png: bytes
    charts: Sequence[Chart] = ()


def draw_figures(
    results: Sequence[Result], language: str = "en", more: Sequence[FigurePlan] = ()
) -> list[Drawn]:
    """Every figure that these results give, in the order of the report, and `more`; the same results give the same bytes."""
    plans = [*figure_plans(results, language), *more]
    font_families()  # looked for before processes begin, which find the list of fonts renewed
    workers = executor(min(processors(), sum(len(plan.panels) for plan in plans) // PANELS_PER_WORKER))
    shared = workers.share(plans)  # at once, since all of them show the same results
    return list(workers.map(_drawn, [(shared, number) for number in range(len(plans))]))


def _drawn(plans: Shared[list[FigurePlan]], number: int) -> Drawn:
    plan = plans.get()[number]
    wide, charts = _figure(plan, WIDTH, plan.columns), [chart() for chart in plan.charts]
    narrow = b"" if charts or plan.kind in AS_TABLES else _svg(_figure(plan, NARROW, 1))
    return Drawn(plan.name, plan.kind, _svg(wide), narrow, _png(wide), charts)


def _figure(plan: FigurePlan, width: float, columns: int) -> Figure:
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
