"""The page of every bundled scenario, in both languages: whole tables, links that lead somewhere, no word over another, no missing character."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from reports import figures as module
from reports.figure_plans import FigurePlan, figure_plans
from reports.fonts import draws_chinese
from reports.page import render_page
from reports.words import LANGUAGES
from sim import Result, load, run
from sim.scenario import bundled

MOST = 4
"""Panels of a figure that are looked at: those of halls are alike."""
TOUCHING = 1.5
"""Pixels by which boxes of letters may lie over each other: their own air."""


@cache
def result_of(name: str) -> Result:
    """One day of a bundled scenario, twice, with the targets that are not about other days."""
    scenario = load(name)
    targets = [each for each in scenario.source.value(("targets",)) if "-" not in each.get("period", "all")]
    return run(scenario.replace({"calendar.days": 1, "calendar.warm_up": 0, "targets": targets}), 2)


class Tables(HTMLParser):
    """Widths of the rows of each table, ids, and links to them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[int]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self._spans: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        if tag == "table":
            self.tables.append([])
            self._spans = []
        elif tag == "tr":
            self._spans = [left - 1 for left in self._spans if left > 1]
            self.tables[-1].append(len(self._spans))
        elif tag in ("td", "th"):
            self.tables[-1][-1] += 1
            if int(found.get("rowspan") or 1) > 1:
                self._spans.append(int(str(found["rowspan"])))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", bundled())
def test_tables_are_whole_and_links_lead_somewhere(name: str, language: str) -> None:
    page = render_page([result_of(name)], language, figures=[])
    read = Tables(page)
    assert len(read.tables) > 5
    for widths in read.tables:
        assert len(set(widths)) == 1
        assert widths[0] > 1
    assert len(set(read.ids)) == len(read.ids)
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    words = re.sub(
        r"<script.*?</script>|<style.*?</style>|<code>.*?</code>|<[^>]*>", " ", page, flags=re.DOTALL
    )
    assert not re.search(r"\bnan\b|\bNone\b|\{\w*\}", words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", bundled())
def test_no_word_of_a_figure_lies_over_another_and_none_lacks_a_character(name: str, language: str) -> None:
    """At the page's width, and as PNG, for which this machine's fonts are all that there is."""
    if language == "zh" and not draws_chinese():
        pytest.skip("no font with Chinese is installed")
    of_each_kind = {plan.kind: plan for plan in reversed([*figure_plans([result_of(name)], language)])}
    for plan in of_each_kind.values():  # others are of the same kind
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="Glyph .* missing from")
            figure = drawn(plan)
        for axes in figure.axes:
            if axes.get_visible():
                clashes = over_each_other([*labels(axes.xaxis), *labels(axes.yaxis), *titles(axes)])
                assert not clashes, (plan.name, clashes)


def drawn(plan: FigurePlan) -> Figure:
    figure = module._figure(replace(plan, panels=plan.panels[:MOST]), module.WIDTH, plan.columns)
    FigureCanvasAgg(figure).draw()
    return figure


def labels(axis: Axis) -> list[Text]:
    """The labels of the ticks in sight."""
    low, high = sorted(axis.get_view_interval())
    return [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]


def titles(axes: Any) -> list[Text]:
    legend = axes.get_legend()
    return [axes._left_title, axes.xaxis.label, axes.yaxis.label, *(legend.get_texts() if legend else [])]


def over_each_other(texts: list[Text]) -> list[tuple[str, str]]:
    boxes = [
        (text.get_text(), text.get_window_extent())
        for text in texts
        if text.get_visible() and text.get_text()
    ]
    return [
        (a, b)
        for number, (a, first) in enumerate(boxes)
        for b, second in boxes[number + 1 :]
        if (common := Bbox.intersection(first, second)) and min(common.width, common.height) > TOUCHING
    ]


def test_words_that_lie_over_each_other_are_found() -> None:
    figure = Figure(figsize=(2, 1))
    axes = figure.add_subplot()
    axes.set_xticks([0.5, 0.51], ["a long label", "another one"])
    FigureCanvasAgg(figure).draw()
    assert over_each_other(labels(axes.xaxis)) == [("a long label", "another one")]
