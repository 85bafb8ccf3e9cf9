"""Stretches of time: cut to others, without others, and put together."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from sim.scenario.units import Window


def clip(span: Window, windows: list[Window]) -> list[Window]:
    """The parts of `span` inside some ordered windows."""
    start, end = span
    return [
        Window(max(start, first), min(end, last))
        for first, last in windows
        if start < last and first < end and start < end and first < last
    ]


def without(span: Window, breaks: tuple[Window, ...]) -> list[Window]:
    """`span` without its ordered breaks."""
    edges = [span.start, *(edge for pause in breaks for edge in pause), span.end]
    return [Window(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def without_any(windows: Iterable[Window], gone: Iterable[Window]) -> list[Window]:
    """Ordered windows without others, which are in order and apart."""
    parts = list(windows)
    for each in gone:
        rest = [Window(-inf, each.start), Window(each.end, inf)]
        parts = [part for window in parts for part in clip(window, rest)]
    return parts


def merge(windows: Iterable[Window]) -> list[Window]:
    """The union of windows, in order, with those that touch made one."""
    merged: list[Window] = []
    for window in sorted(windows):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    return merged
