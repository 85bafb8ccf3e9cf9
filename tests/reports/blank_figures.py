"""Figures of which nothing is drawn, for pages of which something else is looked at: names and captions stand."""

from __future__ import annotations

from collections.abc import Sequence

from reports.figure_plans import figure_plans
from reports.figures import Drawn
from sim.results.result import Result


def blank_figures(results: Sequence[Result], language: str = "en") -> list[Drawn]:
    """Those of some results."""
    return [Drawn(plan.name, plan.kind, b"<svg></svg>", b"", b"") for plan in figure_plans(results, language)]
