"""The figures of a report: which ones, and their bytes as SVG and PNG."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import matplotlib
from matplotlib.figure import Figure

from reports import plots
from reports.plots.heat import longest
from reports.plots.style import WIDTH
from sim.measures import measure
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


@dataclass(frozen=True)
class Drawn:
    """A figure, ready to be written.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    kind : str
        One of :data:`KINDS`.
    svg, png : bytes
        The same figure, as a drawing and as a picture.
    """

    name: str
    kind: str
    svg: bytes
    png: bytes


def draw_figures(results: Sequence[Result], language: str = "en") -> list[Drawn]:
    """Every figure that these results give, in the order of the report."""
    return [
        Drawn(name, kind, to_bytes(figure, "svg"), to_bytes(figure, "png"))
        for name, kind, figure in _figures(results, language)
    ]


def to_bytes(figure: Figure, form: str) -> bytes:
    """A figure as ``svg`` or ``png``; the same figure gives the same bytes.

    Text in SVG stays text: it can be found and copied, and the reader's own fonts supply the characters that this
    machine's do not have.
    """
    buffer = io.BytesIO()
    with (
        matplotlib.rc_context({"svg.hashsalt": "counterline", "svg.fonttype": "none"}),
        warnings.catch_warnings(),
    ):
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        if form == "png":
            figure.savefig(buffer, format="png", dpi=160)
            return buffer.getvalue()
        figure.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    drawing = buffer.getvalue()
    return drawing[drawing.index(b"<svg") :]


def _figures(results: Sequence[Result], language: str) -> Iterator[tuple[str, str, Figure]]:
    if results[0].scenario.targets:
        yield "targets", "targets", _targets(results, language)
    if len(results) > 1:
        yield "differences", "differences", _differences(results, language)
    for kind, draw in (("waits_over_day", plots.waits_over_day), ("queue_over_day", plots.queue_over_day)):
        yield kind, kind, _of(draw(results, language=language))
    yield "wait_distribution", "wait_distribution", _of(plots.wait_distribution(results, language=language))
    highest = max(map(longest, results))
    for number, result in enumerate(results, 1):
        axes = plots.wait_heat_map(result, language=language, highest=highest)
        yield f"wait_heat_map_{number}", "wait_heat_map", _of(axes)
    yield "occupancy", "occupancy", _of(plots.occupancy_by_pool(results, language=language))


def _targets(results: Sequence[Result], language: str) -> Figure:
    count = len(results[0].scenario.targets)
    figure = Figure(figsize=(WIDTH, (1.2 + 0.36 * len(results)) * count), layout="constrained")
    for number, axes in enumerate(figure.subplots(count, squeeze=False)[:, 0]):
        plots.target_reached(results, number, axes, language)
    return figure


def _differences(results: Sequence[Result], language: str) -> Figure:
    shown = [(name, period) for name, period in COMPARED if _known(results, name, period)]
    columns = 2 if len(shown) > 1 else 1
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(WIDTH, (1.3 + 0.36 * len(results)) * lines), layout="constrained")
    grid = figure.subplots(lines, columns, squeeze=False).ravel()
    for axes, (name, period) in zip(grid, shown, strict=False):
        plots.paired_differences(results, name, "all", period, axes, language)
    for axes in grid[len(shown) :]:
        axes.set_visible(False)
    return figure


def _known(results: Sequence[Result], name: str, period: str) -> bool:
    """Whether the measure has a value in every result, and is not zero in all of them (nobody is paid)."""
    means = [result.estimate(measure(name).name, "all", period).mean for result in results]
    return all(mean == mean for mean in means) and any(means)


def _of(axes: object) -> Figure:
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure
